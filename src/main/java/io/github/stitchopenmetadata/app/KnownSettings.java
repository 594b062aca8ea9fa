package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.call.CallHelp;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Spelling;
import io.github.stitchopenmetadata.workflow.PackedSettings;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of the settings that do something. One that does nothing is refused: what a user meant by it would not happen, or
 * would happen although the user meant to forbid it.
 */
public final class KnownSettings {

    /** With a part that is the user's. */
    private static final Pattern OPEN =
            Pattern.compile("retry\\.[A-Za-z]+\\.delay|lineage\\.source\\..+|call\\.param\\..+");

    /** Of Java's networking, which begin as ours do. */
    private static final Pattern OF_JAVA = Pattern.compile(
            "http\\.(proxyHost|proxyPort|proxyUser|proxyPassword|nonProxyHosts|agent|keepAlive.*|maxConnections|maxRedirects|auth\\..*)");

    private static final Set<String> NAMES = new TreeSet<>();
    private static final Set<String> BEGINNINGS;

    static {
        NAMES.addAll(PackedSettings.names());
        NAMES.addAll(Workflows.settings());
        NAMES.addAll(CallHelp.settings());
        // what ends at once is asked for, not kept in a file; the former name of deadletter.directory
        NAMES.addAll(List.of("ingest.mode", "ingest.timezone", "parking.directory"));
        BEGINNINGS = NAMES.stream().map(KnownSettings::beginning).collect(Collectors.toSet());
    }

    private KnownSettings() {}

    /**
     * Judges the names of a file of ours, or of the JVM's system properties. One that neither begins as ours do nor nearly is one of
     * ours belongs to somebody else.
     *
     * @return what is wrong with each, with the nearest name that there is
     */
    public static List<String> problems(Collection<String> names, String where) {
        return names.stream()
                .sorted()
                .filter(name -> !isKnown(name) && !OF_JAVA.matcher(name).matches())
                .filter(name -> BEGINNINGS.contains(beginning(name))
                        || Spelling.closest(name, NAMES).isPresent())
                .map(name -> unknown(name, where))
                .toList();
    }

    /** @return what is wrong with a name that is said to be a setting of ours or of Camel's, or null */
    static String problem(String name) {
        return isKnown(name) || name.startsWith("camel.") ? null : unknown(name, "");
    }

    /**
     * Judges environment variables. Others bring variables that begin as ours do, such as Kubernetes; so only one that is nearly
     * one of ours, and not one of ours with something added, counts.
     */
    static List<String> problemsOfEnvironment(Collection<String> names) {
        List<String> known =
                NAMES.stream().map(KnownSettings::variable).sorted().toList();
        List<String> problems = new ArrayList<>();
        names.stream().sorted().filter(name -> name.matches("[A-Z_]{6,}")).forEach(name -> {
            if (known.stream().noneMatch(other -> name.equals(other) || name.startsWith(other + "_"))
                    && !OPEN.matcher(name.toLowerCase(Locale.ROOT).replace('_', '.'))
                            .matches()) {
                Spelling.closest(name, known)
                        .ifPresent(meant -> problems.add("the environment variable " + name
                                + " is nearly a setting and does nothing: did you mean " + meant + "?"));
            }
        });
        return problems;
    }

    private static boolean isKnown(String name) {
        return NAMES.contains(name) || OPEN.matcher(name).matches();
    }

    private static String unknown(String name, String where) {
        return OneLine.of(name) + where + " is no setting: " + Nearest.hint(name, NAMES);
    }

    private static String beginning(String name) {
        return name.replaceFirst("\\..*", "");
    }

    /** As Camel looks for a setting in the environment. */
    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
