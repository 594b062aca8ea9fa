package io.github.stitchopenmetadata.workflow;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code ${NAME}} and {@code ${NAME:-default}} into a text; {@code $${} stands for a literal {@code ${}. */
final class Environment {
    private static final Pattern PLACE = Pattern.compile("\\$\\$\\{|\\$\\{(?<inside>[^}]*)(?<end>}?)");
    private static final Pattern VARIABLE =
            Pattern.compile("(?<name>[A-Za-z_]\\w*)(:-(?<fallback>.*))?", Pattern.DOTALL);

    private final Function<String, String> variables;

    Environment(Function<String, String> variables) {
        this.variables = variables;
    }

    /** Returns the text with its variables filled in, or null after telling {@code problem} why not. */
    String fill(String text, Consumer<String> problem) {
        Matcher place = PLACE.matcher(text);
        StringBuilder filled = new StringBuilder();
        boolean complete = true;
        while (place.find()) {
            String value = place.group("inside") == null ? "${" : lookUp(place, problem);
            complete &= value != null;
            place.appendReplacement(filled, Matcher.quoteReplacement(value == null ? "" : value));
        }
        return complete ? place.appendTail(filled).toString() : null;
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
