package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads single entities and lists them page by page. */
final class EntityReads {

    private static final int MOST = 1_000_000;
    private static final Set<String> INCLUDES = Set.of("non-deleted", "deleted", "all");

    private final ServerVersion version;
    private final EntityStore entities;
    private final EntityWrites writes;
    private final EntityView view;

    EntityReads(ServerVersion version, EntityStore entities, EntityWrites writes, EntityView view) {
        this.version = version;
        this.entities = entities;
        this.writes = writes;
        this.view = view;
    }

    Answer byName(EntityType type, ReceivedRequest request, Map<String, String> path) {
        String fqn = path.get("fqn");
        view.names(type, request.query("fields", ""));
        return one(type, named(type, fqn).orElseThrow(() -> Refusal.missing(type.word(), fqn)), fqn, request);
    }

    // users and teams are asked for by their names, which may hold dots
    private Optional<Entity> named(EntityType type, String fqn) {
        Optional<Entity> found = entities.find(type, fqn);
        boolean person = type == EntityType.USER || type == EntityType.TEAM;
        return found.isEmpty() && person && !fqn.contains("\"") ? entities.find(type, Names.quoted(fqn)) : found;
    }

    Answer byId(EntityType type, ReceivedRequest request, Map<String, String> path) {
        view.names(type, request.query("fields", ""));
        return one(type, writes.byId(type, path.get("id")), path.get("id"), request);
    }

    /**
     * Answers one page of a list, in the order of the names.
     *
     * @param filters the ancestors that the list can be narrowed to, by the name of the query parameter
     */
    Answer list(EntityType type, ReceivedRequest request, Map<String, EntityType> filters) {
        int limit = limit(request);
        String after = after(request);
        String fields = request.query("fields", "");
        view.names(type, fields);
        String include = include(request);
        Collection<Entity> candidates = entities.all(type);
        for (Map.Entry<String, EntityType> filter : filters.entrySet()) {
            String parent = request.query(filter.getKey(), null);
            if (parent != null) {
                Entity above = entities.find(filter.getValue(), parent).orElse(null);
                candidates = entities.below(type, parent).stream()
                        .filter(entity -> entity.ancestor(filter.getValue()) == above)
                        .toList();
            }
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode data = answer.putArray("data");
        int total = 0;
        String last = null;
        boolean more = false;
        for (Entity entity : candidates) {
            if (!included(entity, include)) {
                continue;
            }
            total++;
            if (after != null && entity.fullyQualifiedName().compareTo(after) <= 0) {
                continue;
            }
            if (data.size() < limit) {
                data.add(view.selected(entity, fields));
                last = entity.fullyQualifiedName();
            } else {
                more = true;
            }
        }
        ObjectNode paging = answer.putObject("paging");
        if (more && last != null) {
            paging.put("after", Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        }
        paging.put("total", total);
        return Answer.json(answer);
    }

    private Answer one(EntityType type, Entity entity, String key, ReceivedRequest request) {
        if (!included(entity, include(request))) {
            throw Refusal.missing(type.word(), key);
        }
        return Answer.json(view.selected(entity, request.query("fields", "")));
    }

    private String include(ReceivedRequest request) {
        String include = request.query("include", "non-deleted");
        if (!INCLUDES.contains(include)) {
            throw Refusal.unknownPath(version);
        }
        return include;
    }

    private static boolean included(Entity entity, String include) {
        return include.equals("all") || entity.deleted() == include.equals("deleted");
    }

    private int limit(ReceivedRequest request) {
        String limit = request.query("limit", "10");
        if (!limit.matches("-?\\d{1,9}")) {
            throw Refusal.unknownPath(version);
        }
        int number = Integer.parseInt(limit);
        if (number < 0) {
            throw Refusal.badRequest("[query param limit must be greater than or equal to 0]");
        }
        if (number > MOST) {
            throw Refusal.badRequest("[query param limit must be less than or equal to " + MOST + "]");
        }
        return number;
    }

    private String after(ReceivedRequest request) {
        String after = request.query("after", "");
        if (!after.isEmpty() && request.query().containsKey("before")) {
            throw Refusal.badRequest("Only one of before or after query parameter allowed");
        }
        if (after.isEmpty()) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(after)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw version.atLeast("1.2")
                    ? Refusal.badRequest("Invalid cursor " + after)
                    : Refusal.failure("Index 0 out of bounds for length 0");
        }
    }
}
