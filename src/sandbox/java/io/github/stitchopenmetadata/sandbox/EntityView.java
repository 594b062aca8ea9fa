package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows entities as the catalog answers them. */
final class EntityView {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Fields that are only answered when a request names them. */
    private static final Set<String> ON_REQUEST = Set.of(
            "owner",
            "owners",
            "tags",
            "followers",
            "domain",
            "domains",
            "dataProducts",
            "extension",
            "lifeCycle",
            "tasks",
            "pipelineStatus",
            "scheduleInterval",
            "sourceHash",
            "pipelineStatuses");

    private static final Set<String> LISTS = Set.of("tags", "owners", "domains", "followers", "dataProducts");

    private final ServerVersion version;
    private final StoredCatalog catalog;

    EntityView(ServerVersion version, StoredCatalog catalog) {
        this.version = version;
        this.catalog = catalog;
    }

    /** The entity with every field it has. */
    ObjectNode complete(Entity entity) {
        return show(entity, null);
    }

    /**
     * The entity with the fields that a request names.
     *
     * @param fields the names with commas between, as in a query
     */
    ObjectNode selected(Entity entity, String fields) {
        return show(entity, names(entity.type(), fields));
    }

    /** Refuses a field name that entities of this kind do not have in this version. */
    Set<String> names(EntityType type, String fields) {
        Set<String> wanted = Arrays.stream(fields.split(","))
                .map(String::trim)
                .filter(field -> !field.isEmpty())
                .collect(Collectors.toSet());
        Set<String> allowed = version.values(type.entityClass());
        wanted.stream().filter(field -> !allowed.contains(field)).findFirst().ifPresent(field -> {
            throw Refusal.badRequest("Invalid field name " + field);
        });
        return wanted;
    }

    static ObjectNode reference(Entity entity) {
        ObjectNode reference = NODES.objectNode()
                .put("id", entity.id().toString())
                .put("type", entity.type().word())
                .put("name", entity.name())
                .put("fullyQualifiedName", entity.fullyQualifiedName());
        for (String text : new String[] {"description", "displayName"}) {
            if (entity.body().has(text)) {
                reference.set(text, entity.body().get(text));
            }
        }
        return reference.put("deleted", entity.deleted()).put("href", href(entity));
    }

    private ObjectNode show(Entity entity, Set<String> wanted) {
        ObjectNode shown = NODES.objectNode()
                .put("id", entity.id().toString())
                .put("name", entity.name())
                .put("fullyQualifiedName", entity.fullyQualifiedName());
        entity.body().properties().forEach(field -> {
            if (wanted == null || wanted.contains(field.getKey()) || !ON_REQUEST.contains(field.getKey())) {
                shown.set(field.getKey(), field.getValue());
            }
        });
        shown.put("version", entity.version())
                .put("updatedAt", entity.updatedAt())
                .put("updatedBy", entity.body().path("updatedBy").asText(Principals.BOT))
                .put("href", href(entity));
        for (Entity above = entity.parent(); above != null; above = above.parent()) {
            shown.set(above.type().isService() ? "service" : above.type().word(), reference(above));
        }
        if (entity.service().body().has("serviceType")) {
            shown.set("serviceType", entity.service().body().get("serviceType"));
        }
        if (wanted != null) {
            wanted.stream()
                    .filter(field -> LISTS.contains(field) && !shown.has(field))
                    .forEach(shown::putArray);
        }
        // 1.1 answers the columns whether asked for or not; later servers need not
        if (entity.type() == EntityType.TABLE
                && (wanted == null || wanted.contains("columns") || !version.atLeast("1.2"))) {
            shown.set("columns", columns(entity));
        }
        NavigableMap<Long, ObjectNode> runs = catalog.runs(entity.fullyQualifiedName());
        if (entity.type() == EntityType.PIPELINE
                && !runs.isEmpty()
                && (wanted == null || wanted.contains("pipelineStatus"))) {
            shown.set("pipelineStatus", runs.lastEntry().getValue());
        }
        return shown.put("deleted", entity.deleted());
    }

    private static ArrayNode columns(Entity table) {
        ArrayNode columns = NODES.arrayNode();
        for (AccountColumn column : table.columns()) {
            ObjectNode shown = columns.addObject()
                    .put("name", column.name())
                    .put("dataType", column.dataType())
                    .put("dataTypeDisplay", column.dataType().toLowerCase());
            if (column.other().isObject()) {
                shown.setAll((ObjectNode) column.other().deepCopy());
            }
            qualify(shown, table.fullyQualifiedName());
        }
        return columns;
    }

    private static void qualify(ObjectNode column, String parent) {
        String fqn = parent + "." + Names.quoted(column.path("name").asText());
        column.put("fullyQualifiedName", fqn);
        for (JsonNode child : column.path("children")) {
            qualify((ObjectNode) child, fqn);
        }
    }

    private static String href(Entity entity) {
        return "/api/v1/" + entity.type().collection() + "/" + entity.id();
    }
}
