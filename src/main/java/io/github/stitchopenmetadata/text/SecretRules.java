package io.github.stitchopenmetadata.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The rules of {@code text/secrets.yaml}. */
record SecretRules(List<Rule> rules) {

    private static final String MASK = "***";
    private static final String FILE = "/text/secrets.yaml";
    private static final Pattern PART = Pattern.compile("<([A-Z_]+)>");

    /** @param replacement what stands before the secret, and {@code ***} */
    record Rule(Pattern pattern, String replacement) {}

    @SuppressWarnings("unchecked")
    static SecretRules read() {
        try (InputStream file = SecretRules.class.getResourceAsStream(FILE)) {
            var content = (Map<String, Object>)
                    new Load(LoadSettings.builder().setLabel(FILE).build()).loadFromInputStream(file);
            Map<String, String> parts = new LinkedHashMap<>();
            ((Map<String, String>) content.get("parts")).forEach((name, part) -> parts.put(name, whole(part, parts)));
            return new SecretRules(((List<Map<String, String>>) content.get("rules"))
                    .stream().map(rule -> rule(rule, parts)).toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Rule rule(Map<String, String> rule, Map<String, String> parts) {
        String secret = whole(rule.get("secret"), parts);
        return rule.containsKey("after")
                ? new Rule(
                        Pattern.compile(
                                "(" + whole(rule.get("after"), parts) + ")(?:" + secret + ")",
                                Pattern.DOTALL | Pattern.CASE_INSENSITIVE),
                        "$1" + MASK)
                : new Rule(Pattern.compile(secret, Pattern.DOTALL), MASK);
    }

    private static String whole(String expression, Map<String, String> parts) {
        return PART.matcher(expression).replaceAll(part -> Matcher.quoteReplacement(parts.get(part.group(1))));
    }
}
