package io.github.stitchopenmetadata.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Iterator;
import java.util.function.Consumer;

/** An answer with a good status whose content cannot be what was asked for. The message is one line. */
public final class InvalidAnswerException extends RuntimeException {

    private static final int ENOUGH = 1000;

    public InvalidAnswerException(String message) {
        super(OneLine.of(message));
    }

    /** @return what a JSON value is, for messages and without connection properties: "an object {…}", "a string …", "nothing" */
    public static String shape(JsonNode json) {
        if (json == null || json.isMissingNode() || json.isNull()) {
            return "nothing";
        }
        StringBuilder shown = new StringBuilder();
        show(json, shown);
        String article = json.isObject() || json.isArray() ? "an " : "a ";
        return article + json.getNodeType().name().toLowerCase(java.util.Locale.ROOT) + " "
                + OneLine.of(shown.toString());
    }

    /** The beginning of what may be as large as an answer can be. */
    private static void show(JsonNode json, StringBuilder shown) {
        if (json.isTextual()) {
            String text = json.textValue();
            shown.append(TextNode.valueOf(text.substring(0, Math.min(text.length(), ENOUGH))));
        } else if (json.isObject()) {
            show(
                    json.properties().stream()
                            .filter(field -> !field.getKey().equals("properties"))
                            .iterator(),
                    "{}",
                    shown,
                    field -> {
                        shown.append(TextNode.valueOf(field.getKey())).append(':');
                        show(field.getValue(), shown);
                    });
        } else if (json.isArray()) {
            show(json.elements(), "[]", shown, element -> show(element, shown));
        } else {
            shown.append(json);
        }
    }

    private static <T> void show(Iterator<T> parts, String brackets, StringBuilder shown, Consumer<T> one) {
        shown.append(brackets.charAt(0));
        for (String separator = ""; parts.hasNext() && shown.length() < ENOUGH; separator = ",") {
            shown.append(separator);
            one.accept(parts.next());
        }
        shown.append(brackets.charAt(1));
    }
}
