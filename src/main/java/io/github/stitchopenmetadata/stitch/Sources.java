package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * The sources of an account, each reduced to what is needed of it, because an account may have many. They are taken one by one:
 * one that cannot be read must not cost the others. What is listed twice counts once.
 */
public final class Sources implements Iterable<Sources.Listed> {

    /**
     * @param source  null where it cannot be read
     * @param deleted also of one that cannot be read
     * @param refusal why it cannot be read, else null
     */
    public record Listed(Source source, boolean deleted, RuntimeException refusal) {

        private static Listed of(JsonNode json) {
            boolean deleted = json.hasNonNull("deleted_at");
            try {
                return new Listed(Source.of(json), deleted, null);
            } catch (RuntimeException refusal) {
                return new Listed(null, deleted, refusal);
            }
        }
    }

    private final List<Listed> all = new ArrayList<>();
    private final Set<String> sharedNames = new HashSet<>();
    private final Set<Long> sharedIds = new HashSet<>();
    private long clientId;

    /** @param answer of {@code GET /v4/sources}, or its elements */
    public static Sources of(Iterable<JsonNode> answer) {
        Sources sources = new Sources();
        Set<JsonNode> listed = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (JsonNode json : answer) {
            if (listed.add(json)) {
                sources.add(json, names, ids);
            }
        }
        return sources;
    }

    private void add(JsonNode json, Set<String> names, Set<Long> ids) {
        Listed source = Listed.of(json);
        all.add(source);
        if (clientId == 0 && JsonValues.isId(json.path("stitch_client_id"))) {
            clientId = json.path("stitch_client_id").longValue();
        }
        if (source.deleted()) {
            return;
        }
        if (json.path("name").isTextual() && !names.add(json.path("name").textValue())) {
            sharedNames.add(json.path("name").textValue());
        }
        if (json.path("id").isIntegralNumber() && !ids.add(json.path("id").longValue())) {
            sharedIds.add(json.path("id").longValue());
        }
    }

    /**
     * @param listed one of these
     * @throws InvalidAnswerException if it is no source, or cannot be told from another one: they would take turns to
     *                                overwrite each other's pipeline
     */
    public Source source(Listed listed) {
        if (listed.refusal() != null) {
            throw listed.refusal();
        }
        Source source = listed.source();
        if (!source.isDeleted() && sharedNames.contains(source.name())) {
            throw new InvalidAnswerException("/v4/sources: several sources have the name " + source.name());
        }
        if (!source.isDeleted() && sharedIds.contains(source.id())) {
            throw new InvalidAnswerException("/v4/sources: several sources have the id " + source.id());
        }
        return source;
    }

    /** The account's number; 0 where no source tells it. */
    long clientId() {
        return clientId;
    }

    public int size() {
        return all.size();
    }

    @Override
    public Iterator<Listed> iterator() {
        return all.iterator();
    }
}
