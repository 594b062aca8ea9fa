package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.Json;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The database service that holds the registered tables, as one run knows it. Thread-safe. */
public final class RegisteredService {

    /**
     * Something that tables stand in.
     *
     * @param service    that it belongs to
     * @param collection the path that it is PUT to
     */
    public record Container(RegisteredService service, String collection, String fqn, JsonNode body) {}

    /** In the description of the service since it was made: what is without it was made by somebody else. */
    public static final String MARK = "Kept by stitch-openmetadata";

    private static final String TYPE = "CustomDatabase";
    private static final String DATABASE = "default";

    private final String name;
    private final CatalogVersion version;
    private final Set<String> existing = ConcurrentHashMap.newKeySet();
    private volatile String strange;

    public RegisteredService(String name, CatalogVersion version) {
        this.name = name;
        this.version = version;
    }

    public String fqn() {
        return version.serviceFqn(name);
    }

    public String databaseFqn() {
        return fqn() + "." + DATABASE;
    }

    /** @param service as the server gives it, deleted or not; a missing node where there is none */
    public void found(JsonNode service) {
        if (service.isMissingNode()) {
            return;
        }
        String type = service.path("serviceType").asText();
        if (!type.equals(TYPE)) {
            strange = "it is of type " + type;
        } else if (!service.path("description").asText().contains(MARK)) {
            strange = "its description does not say \"" + MARK + "\"";
        } else if (!service.path("deleted").asBoolean()) {
            existing.add(fqn());
        }
    }

    public boolean exists() {
        return existing.contains(fqn());
    }

    /** @return why the service is not ours, or null */
    public String strange() {
        return strange == null
                ? null
                : "the catalog has a database service " + name + " that was not made here: " + strange;
    }

    /** @param page schemas of the one database as the server lists them */
    public void addSchemas(List<JsonNode> page) {
        page.forEach(schema -> {
            existing.add(databaseFqn());
            existing.add(schema.path("fullyQualifiedName").asText());
        });
    }

    /** @return what is not there yet of what the tables of a source stand in, outermost first */
    public List<Container> lacking(String sourceName, String displayName) {
        return Stream.of(
                        new Container(this, "services/databaseServices", fqn(), service()),
                        new Container(
                                this,
                                "databases",
                                databaseFqn(),
                                named(DATABASE).put("service", fqn())),
                        new Container(
                                this,
                                "databaseSchemas",
                                schemaFqn(sourceName),
                                named(schema(sourceName))
                                        .put("displayName", displayName)
                                        .put("database", databaseFqn())))
                .filter(container -> !existing.contains(container.fqn()))
                .toList();
    }

    public void created(Container container) {
        existing.add(container.fqn());
    }

    public boolean hasSchemaOf(String sourceName) {
        return existing.contains(schemaFqn(sourceName));
    }

    public String schemaFqn(String sourceName) {
        return databaseFqn() + "." + Fqn.of(schema(sourceName));
    }

    private String schema(String sourceName) {
        return Fqn.name(sourceName, version.tableNameLimit());
    }

    private ObjectNode service() {
        ObjectNode service = named(name)
                .put("serviceType", TYPE)
                .put(
                        "description",
                        MARK
                                + ": what Stitch replicates from applications, webhooks and files, one schema per source.");
        if (version.requiresConnection()) {
            CatalogVersion.putConnection(service, TYPE);
        }
        return service;
    }

    private static ObjectNode named(String name) {
        return Json.MAPPER.createObjectNode().put("name", name);
    }
}
