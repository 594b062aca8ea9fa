package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** One stored entity. Its body holds what its PUT gave, apart from names, the parent and a table's columns. */
final class Entity {

    private final UUID id;
    private final EntityType type;
    private final String name;
    private final String fullyQualifiedName;
    private final Entity parent;
    private ObjectNode body = JsonNodeFactory.instance.objectNode();
    private List<AccountColumn> columns = List.of();
    private BigDecimal version = new BigDecimal("0.1");
    private long updatedAt = System.currentTimeMillis();
    private boolean deleted;

    Entity(UUID id, EntityType type, String name, String fullyQualifiedName, Entity parent) {
        this.id = id;
        this.type = type;
        this.name = name;
        this.fullyQualifiedName = fullyQualifiedName;
        this.parent = parent;
    }

    void store(ObjectNode newBody, List<AccountColumn> newColumns) {
        body = newBody;
        columns = List.copyOf(newColumns);
        updatedAt = System.currentTimeMillis();
    }

    void bump(boolean major) {
        version = version.add(new BigDecimal(major ? "1.0" : "0.1"));
    }

    void delete(boolean nowDeleted) {
        deleted = nowDeleted;
        updatedAt = System.currentTimeMillis();
    }

    /** The entity itself or the nearest one above it that is of this kind. */
    Entity ancestor(EntityType wanted) {
        return type == wanted ? this : parent == null ? null : parent.ancestor(wanted);
    }

    Entity service() {
        return parent == null ? this : parent.service();
    }

    UUID id() {
        return id;
    }

    EntityType type() {
        return type;
    }

    String name() {
        return name;
    }

    String fullyQualifiedName() {
        return fullyQualifiedName;
    }

    Entity parent() {
        return parent;
    }

    ObjectNode body() {
        return body;
    }

    List<AccountColumn> columns() {
        return columns;
    }

    BigDecimal version() {
        return version;
    }

    long updatedAt() {
        return updatedAt;
    }

    boolean deleted() {
        return deleted;
    }
}
