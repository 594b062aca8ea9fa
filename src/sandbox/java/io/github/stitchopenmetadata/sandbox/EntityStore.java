package io.github.stitchopenmetadata.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** All entities, by id and, sorted, by fully qualified name: what lies below a parent is one stretch of the names. */
final class EntityStore {

    private final Map<UUID, Entity> byId = new HashMap<>();
    private final Map<EntityType, NavigableMap<String, Entity>> byName = new EnumMap<>(EntityType.class);
    private final Map<String, Integer> made = new HashMap<>();

    EntityStore() {
        for (EntityType type : EntityType.values()) {
            byName.put(type, new TreeMap<>());
        }
    }

    /** The same in every catalog, so that what was recorded of one fits another; another one each time that it is made anew. */
    UUID newId(EntityType type, String fullyQualifiedName) {
        String name = type.word() + " " + fullyQualifiedName;
        return UUID.nameUUIDFromBytes(
                (name + " " + made.merge(name, 1, Integer::sum)).getBytes(StandardCharsets.UTF_8));
    }

    void add(Entity entity) {
        byId.put(entity.id(), entity);
        byName.get(entity.type()).put(entity.fullyQualifiedName(), entity);
    }

    void clear() {
        byId.clear();
        byName.values().forEach(Map::clear);
    }

    void remove(Entity entity) {
        byId.remove(entity.id());
        byName.get(entity.type()).remove(entity.fullyQualifiedName());
    }

    /** Finds an entity, deleted or not. */
    Optional<Entity> find(EntityType type, String fullyQualifiedName) {
        return Optional.ofNullable(byName.get(type).get(fullyQualifiedName));
    }

    Optional<Entity> find(EntityType type, UUID id) {
        return Optional.ofNullable(byId.get(id)).filter(entity -> entity.type() == type);
    }

    Optional<Entity> find(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** An entity that is there and not deleted; refuses the request otherwise. */
    Entity require(EntityType type, String fullyQualifiedName) {
        return find(type, fullyQualifiedName)
                .filter(entity -> !entity.deleted())
                .orElseThrow(() -> Refusal.missing(type.word(), fullyQualifiedName));
    }

    Collection<Entity> all(EntityType type) {
        return byName.get(type).values();
    }

    /** What lies below a parent, at any depth, in the order of its names. */
    Collection<Entity> below(EntityType type, String parent) {
        // the slash is the character after the dot
        return byName.get(type).subMap(parent + ".", true, parent + "/", false).values();
    }
}
