package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The sources of an account as they came, to be read one by one: one that cannot be read must not cost the others. What is
 * listed twice counts once.
 */
public final class Sources implements Iterable<JsonNode> {

    private final Set<JsonNode> all = new LinkedHashSet<>();
    private final Set<String> sharedNames = new HashSet<>();
    private final Set<Long> sharedIds = new HashSet<>();

    /** @param answer of {@code GET /v4/sources}, or its elements */
    public static Sources of(Iterable<JsonNode> answer) {
        Sources sources = new Sources();
        Set<String> names = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        answer.forEach(json -> {
            if (sources.all.add(json) && !json.hasNonNull("deleted_at")) {
                sources.count(json, names, ids);
            }
        });
        return sources;
    }

    private void count(JsonNode json, Set<String> names, Set<Long> ids) {
        if (json.path("name").isTextual() && !names.add(json.path("name").textValue())) {
            sharedNames.add(json.path("name").textValue());
        }
        if (json.path("id").isIntegralNumber() && !ids.add(json.path("id").longValue())) {
            sharedIds.add(json.path("id").longValue());
        }
    }

    /**
     * @param json one of these
     * @throws InvalidAnswerException if it is no source, or cannot be told from another one: they would take turns to
     *                                overwrite each other's pipeline
     */
    public Source source(JsonNode json) {
        Source source = Source.of(json);
        if (!source.isDeleted() && sharedNames.contains(source.name())) {
            throw new InvalidAnswerException("/v4/sources: several sources have the name " + source.name());
        }
        if (!source.isDeleted() && sharedIds.contains(source.id())) {
            throw new InvalidAnswerException("/v4/sources: several sources have the id " + source.id());
        }
        return source;
    }

    public int size() {
        return all.size();
    }

    @Override
    public Iterator<JsonNode> iterator() {
        return all.iterator();
    }
}
