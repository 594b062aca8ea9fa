package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What one process asks any other to do for an account, as JSON of these fields and the {@code version} 1.
 *
 * @param run      the id of the run by which the process that asks knows it: results are sent under this id
 * @param kind     of the pass, {@code lineage} or {@code status}
 * @param workflow the file of the workflow, which both have
 * @param key      of the workflow
 */
public record AccountOrder(String run, String kind, String workflow, String key) {

    private static final int VERSION = 1;

    /** The kinds of passes that are shared out. Others write nothing, or are about what one process has. */
    private static final List<Pass.Kind> KINDS = List.of(Pass.Kind.LINEAGE, Pass.Kind.STATUS);

    static AccountOrder of(Run run) {
        return new AccountOrder(
                run.id(),
                run.kind().label(),
                run.workflow().file(),
                run.workflow().key());
    }

    static boolean isFor(Pass.Kind kind) {
        return KINDS.contains(kind);
    }

    String json() {
        return Json.MAPPER
                .createObjectNode()
                .put("version", VERSION)
                .put("run", run)
                .put("kind", kind)
                .put("workflow", workflow)
                .put("key", key)
                .toString();
    }

    /** @throws IllegalArgumentException for a text that is none, or one of a later version */
    static AccountOrder read(String text) {
        try {
            JsonNode json = Json.MAPPER.readTree(Objects.requireNonNullElse(text, ""));
            if (json.path("version").asInt() != VERSION
                    || Stream.of("run", "kind", "workflow", "key")
                            .anyMatch(field -> !json.path(field).isTextual())
                    || KINDS.stream().noneMatch(kind -> kind.label()
                            .equals(json.path("kind").asText()))) {
                throw new IllegalArgumentException(
                        "it is no account of a pass, or one of a later version than " + VERSION);
            }
            return new AccountOrder(
                    json.path("run").asText(),
                    json.path("kind").asText(),
                    json.path("workflow").asText(),
                    json.path("key").asText());
        } catch (JsonProcessingException none) {
            throw new IllegalArgumentException("it is no JSON", none);
        }
    }
}
