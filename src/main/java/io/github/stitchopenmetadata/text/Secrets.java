package io.github.stitchopenmetadata.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Foreign text without its credentials: what a source or a warehouse says of a failure may quote the connection it failed
 * with. Only what is marked as a secret, by the word before it or by its own form, is taken for one: names of tables, dates
 * and identifiers stay. The rules are in {@code src/main/resources/text/secrets.yaml}.
 */
public final class Secrets {

    /** Far more than a message shows; it also bounds the time that a text may take. */
    private static final int LIMIT = 8_000;

    private static final SecretRules RULES = SecretRules.read();

    private Secrets() {}

    /** @return the text, or the first 8,000 characters of it, with each secret replaced by {@code ***}; "" for null */
    public static String hidden(String text) {
        String hidden = text == null ? "" : text.substring(0, Math.min(LIMIT, text.length()));
        for (SecretRules.Rule rule : RULES.rules()) {
            hidden = rule.pattern().matcher(hidden).replaceAll(rule.replacement());
        }
        return hidden;
    }

    /**
     * Takes away the properties of a source that its connector declares as secret, whatever they are called: nobody needs them.
     *
     * @param source as Stitch tells it; anything else stays as it is
     */
    public static void forgetDeclared(JsonNode source) {
        if (source.path("properties") instanceof ObjectNode properties) {
            source.path("report_card").path("steps").forEach(step -> step.path("properties")
                    .forEach(property -> {
                        if (property.path("is_credential").asBoolean()) {
                            properties.remove(property.path("name").asText());
                        }
                    }));
        }
    }
}
