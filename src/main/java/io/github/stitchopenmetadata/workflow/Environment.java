package io.github.stitchopenmetadata.workflow;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a workflow file does not say itself. Fills {@code ${NAME}}, {@code ${NAME:-default}} and, as OpenMetadata's ingestion does,
 * {@code $NAME} into a text; {@code $${} stands for a literal {@code ${}.
 */
final class Environment {
    private static final Pattern PLACE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?<inside>[^}]*)(?<end>}?)|\\$(?<bare>[A-Za-z_]\\w*)");
    private static final Pattern VARIABLE =
            Pattern.compile("(?<name>[A-Za-z_]\\w*)(:-(?<fallback>.*))?", Pattern.DOTALL);

    private final Function<String, String> variables;
    private final Set<String> trustedHosts;

    Environment(Function<String, String> variables) {
        this(variables, List.of());
    }

    /** @param trustedHosts to which tokens may travel over plain HTTP */
    Environment(Function<String, String> variables, Collection<String> trustedHosts) {
        this.variables = variables;
        this.trustedHosts =
                trustedHosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    /** Whether the user says that nobody listens on the way to the host. */
    boolean trusts(String host) {
        return trustedHosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Returns the text with its variables filled in, or null after telling {@code problem} why not. */
    String fill(String text, Consumer<String> problem) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        boolean complete = true;
        while (place.find()) {
            String value = value(place, problem);
            complete &= value != null;
            place.appendReplacement(filled, Matcher.quoteReplacement(value == null ? "" : value));
        }
        return complete ? place.appendTail(filled).toString() : null;
    }

    private String value(Matcher place, Consumer<String> problem) {
        String bare = place.group("bare");
        if (bare != null) {
            // one that is not set stays: a dollar sign may belong to a regular expression
            String value = variables.apply(bare);
            return value == null ? place.group() : value;
        }
        return place.group("inside") == null ? "${" : lookUp(place, problem);
    }

    private String lookUp(Matcher place, Consumer<String> problem) {
        Matcher variable = VARIABLE.matcher(place.group("inside"));
        if (place.group("end").isEmpty()
                || !variable.matches()
                || place.group("inside").contains("${")) {
            problem.accept("has a \"${\" that starts no variable: expected ${NAME} or ${NAME:-default}, "
                    + "or $${ for a literal ${");
            return null;
        }
        String value = variables.apply(variable.group("name"));
        String fallback = variable.group("fallback");
        if (fallback != null && (value == null || value.isEmpty())) {
            return fallback;
        }
        if (value == null) {
            problem.accept("needs the environment variable " + variable.group("name") + ", which is not set");
        }
        return value;
    }
}
