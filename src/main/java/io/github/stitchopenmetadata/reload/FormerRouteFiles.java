package io.github.stitchopenmetadata.reload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route files of earlier versions. People have copies of them, with changes of their own. Beside the present files they would
 * make routes and beans twice, or call what is gone; if they were ignored, so would be the changes. Hence they are refused.
 */
public final class FormerRouteFiles {

    private static final Logger LOG = LoggerFactory.getLogger(FormerRouteFiles.class);
    private static final String SUFFIX = ".camel.yaml";
    private static final Map<String, List<String>> SUCCESSORS = Map.of(
            "1-ingest", List.of("1-run", "3-connect"),
            "3-deliver", List.of("3-connect", "4-deliver", "5-edges", "6-register", "7-retire", "10-management"),
            "4-status", List.of("8-status"),
            "5-gateways", List.of("http"),
            "6-errors", List.of("http"),
            "7-beans", List.of("beans"),
            "8-replay", List.of("9-replay"),
            "9-check", List.of("11-check"),
            "10-operate", List.of("10-management"));
    /** A file that has kept its name. Its former text is known by how it calls Stitch. */
    private static final String SAME_NAME = "2-extract";

    // begins with plain text, which is found fast: the file is looked through again for each of its routes
    private static final Pattern FORMER_CALL = Pattern.compile("stitch-gateway(?<=direct:stitch-gateway)\\b");
    /** What another application's file of the same name does not have. */
    private static final Pattern OURS = Pattern.compile("\\bio\\.github\\.stitchopenmetadata\\.|\\bdirect:("
            + "ingest-workflow|stitch-gateway|catalog-gateway|status-of-workflow|replay-message|check-workflow)\\b");

    private static final String ADVICE =
            "Make your changes in the present files, which lie in the jar under routes/, and remove the former ones";

    private FormerRouteFiles() {}

    /**
     * Looks into folders that are for the routes of this program alone. Each file of an earlier version is named in the log, with
     * what replaced it.
     *
     * @param patterns from where Camel is told to load routes, separated by commas; only what begins with {@code file:} counts
     * @throws IllegalArgumentException if there are such files: what to do
     */
    public static void refuse(CamelContext context, String patterns) {
        List<String> former = Stream.of(patterns.split(","))
                .map(String::strip)
                .filter(pattern -> pattern.startsWith("file:"))
                .flatMap(pattern -> find(context, pattern).stream())
                .filter(file -> isFormer(file.getLocation(), () -> textOf(file)))
                .map(FormerRouteFiles::told)
                .distinct()
                .sorted()
                .toList();
        if (!former.isEmpty()) {
            // one by one, since a message has a limited length
            former.forEach(LOG::error);
            throw new IllegalArgumentException(
                    "there are route files of an earlier version (" + former.size() + "). " + ADVICE);
        }
    }

    /**
     * Looks at what an application has loaded, which may have files of its own under the same names.
     *
     * @param loaded null stands for what was not loaded from a file
     * @return which files are of an earlier version, what replaced them, and what to do; empty if there are none
     */
    static Optional<String> refusal(Stream<Resource> loaded) {
        // most files hold several routes
        Map<String, Resource> files = loaded.filter(Objects::nonNull)
                .collect(Collectors.toMap(Resource::getLocation, file -> file, (one, same) -> one));
        List<String> former = files.values().stream()
                .filter(Resource::exists)
                .filter(file -> isFormer(file.getLocation(), () -> textOf(file)))
                .filter(file -> OURS.matcher(textOf(file)).find())
                .map(FormerRouteFiles::told)
                .sorted()
                .toList();
        return former.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", former) + ". " + ADVICE);
    }

    /** @return what replaced the file, and what to do; empty if it is not of an earlier version */
    static Optional<String> objection(String path, String text) {
        return isFormer(path, () -> text) ? Optional.of(replacement(path) + ". " + ADVICE) : Optional.empty();
    }

    private static String told(Resource file) {
        return file.getLocation().replaceFirst("^file:", "") + " is " + replacement(file.getLocation());
    }

    private static String replacement(String location) {
        return "of an earlier version, replaced by "
                + Optional.ofNullable(SUCCESSORS.get(name(location)))
                        .map(successors -> successors.stream()
                                .map(successor -> successor + SUFFIX)
                                .collect(Collectors.joining(", ")))
                        .orElse("another file of this name");
    }

    private static boolean isFormer(String location, Supplier<String> text) {
        String name = name(location);
        return SUCCESSORS.containsKey(name)
                || name.equals(SAME_NAME) && FORMER_CALL.matcher(text.get()).find();
    }

    private static String name(String location) {
        String file = location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\')) + 1);
        return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : "";
    }

    private static Collection<Resource> find(CamelContext context, String pattern) {
        try {
            return PluginHelper.getPackageScanResourceResolver(context).findResources(pattern);
        } catch (NoSuchFileException missing) {
            // Camel says so itself when it loads
            return List.of();
        } catch (Exception unreadable) {
            throw new IllegalArgumentException(pattern + " cannot be read", unreadable);
        }
    }

    private static String textOf(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
