package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares answers with recorded ones, and learns from them which of our ids stands for which recorded id. */
final class RecordedAnswers {

    private static final Pattern ID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Times, links, what only one of the two servers can know, and what a real one fills with defaults. */
    private static final Set<String> IGNORED =
            Set.of("updatedAt", "updatedBy", "href", "changeDescription", "connection", "default", "before");

    private final Map<String, String> ids = new HashMap<>();

    /** The text with our ids in place of the recorded ones. */
    String ours(String text) {
        return ID.matcher(text).replaceAll(id -> ids.getOrDefault(id.group(), id.group()));
    }

    /** What an answer does not have in common with the recorded one, apart from what cannot be the same. */
    List<String> differences(RecordedExchange exchange, Caller.Reply reply) {
        List<String> differences = new ArrayList<>();
        note(differences, "status", exchange.status(), reply.status());
        note(differences, "change", exchange.change(), reply.change());
        JsonNode recorded = exchange.answer();
        if (exchange.status() >= 400 || reply.status() >= 400) {
            compareRefusals(differences, recorded, reply);
        } else if (recorded.has("_truncated")) {
            learnFirst(recorded.path("_truncated").asText(), reply.text());
        } else {
            compare(differences, "", recorded, reply.text().isEmpty() ? JSON.nullNode() : reply.json());
        }
        return differences;
    }

    /** Whether the answer tells of an entity that only a request outside the recording can have made. */
    boolean tellsOfAnother(RecordedExchange exchange) {
        String id = exchange.answer().path("id").asText();
        return exchange.method().equals("GET") && ID.matcher(id).matches() && !ids.containsKey(id);
    }

    private void learnFirst(String recorded, String answer) {
        Matcher theirs = ID.matcher(recorded);
        Matcher ours = ID.matcher(answer);
        if (theirs.find() && ours.find()) {
            ids.putIfAbsent(theirs.group(), ours.group());
        }
    }

    private void compareRefusals(List<String> differences, JsonNode recorded, Caller.Reply reply) {
        JsonNode answer = reply.text().startsWith("{") ? reply.json() : JSON.nullNode();
        note(differences, "properties", names(recorded), names(answer));
        for (String words : List.of("message", "responseMessage")) {
            note(
                    differences,
                    words,
                    plain(recorded.path(words).asText()),
                    plain(answer.path(words).asText()));
        }
    }

    private void compare(List<String> differences, String path, JsonNode recorded, JsonNode ours) {
        if (recorded.isObject() || ours.isObject()) {
            Set<String> names = names(recorded);
            names.addAll(names(ours));
            names.removeAll(IGNORED);
            if (names.remove("revision")) {
                names.remove("timestamp");
            }
            names.forEach(name -> compare(differences, path + "/" + name, recorded.path(name), ours.path(name)));
        } else if (recorded.isArray() || ours.isArray()) {
            for (int i = 0; i < Math.max(recorded.size(), ours.size()); i++) {
                compare(differences, path + "/" + i, recorded.path(i), ours.path(i));
            }
        } else if (recorded.isTextual()
                && ours.isTextual()
                && ID.matcher(recorded.asText()).matches()) {
            note(differences, path, ids.computeIfAbsent(recorded.asText(), id -> ours.asText()), ours.asText());
        } else {
            note(differences, path, recorded.asText(), ours.asText());
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static void note(List<String> differences, String what, Object recorded, Object ours) {
        if (!recorded.equals(ours)) {
            differences.add(what + ": recorded " + recorded + ", here " + ours);
        }
    }

    /** The words of a parser without where it stood and without the packages of its classes, known properties in order. */
    private String plain(String message) {
        String[] parts = ours(message)
                .replaceFirst("(?s)( \\(error: .*|\n at .*)", "")
                .replaceAll("`[\\w.$]+`", "``")
                .split("known properties: ");
        return parts.length == 1
                ? parts[0]
                : parts[0] + Arrays.stream(parts[1].split("[,\\])] ?")).sorted().collect(Collectors.joining(" "));
    }
}
