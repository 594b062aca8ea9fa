package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.text.JsonText.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.SchemaLookup;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.pipeline.Deliveries;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tables of a PostgreSQL schema and of the schema that Stitch loads it into, and what is found between them. Columns are
 * given by their paths: {@code address.city} stands inside {@code address}.
 */
final class TwoEnds {

    private static final Map<String, String> SERVICES = Map.of(
            "snowflake",
            "Snowflake",
            "redshift",
            "Redshift",
            "postgres",
            "Postgres",
            "bigquery_v2",
            "BigQuery",
            "mysql_destination",
            "Mysql",
            "mssql_server",
            "Mssql",
            "databricks_delta",
            "Databricks",
            "azure_sqldw",
            "Mssql");
    private static final String SOURCE = "shop_db.shop.public.";

    private final String type;
    private final String sourceType;
    private final String schema;
    private final Catalogs catalogs = new Catalogs();
    private final WorkflowRun run = ShopWorkflow.run(ShopWorkflow.named("stitch"));
    private final Catalog catalog = catalogs.open(json("{'version': '1.13.0'}"), run);
    private final List<JsonNode> from = new ArrayList<>();
    private final List<JsonNode> to = new ArrayList<>();
    private final List<Stream> streams = new ArrayList<>();

    TwoEnds(String type) {
        this(type, "platform.hp-postgres");
    }

    TwoEnds(String type, String sourceType) {
        this.type = type;
        this.sourceType = sourceType;
        String name = type.equals("snowflake") ? "SHOP" : "shop";
        schema = "warehouse.wh." + name;
        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));
        service(
                "shop_db",
                sourceType.contains("mongodb") ? "MongoDB" : sourceType.contains("mysql") ? "Mysql" : "Postgres",
                "shop",
                "public");
        service("warehouse", SERVICES.get(type), "wh", name);
    }

    static Field field(String name) {
        return new Field(name, List.of("string"), null, null, List.of());
    }

    static Field object(String name, Field... properties) {
        return new Field(name, List.of("object"), null, null, List.of(properties));
    }

    /** An array of objects, or of plain values where no properties are given. */
    static Field array(String name, Field... properties) {
        return new Field(name, List.of("array"), null, null, List.of(properties));
    }

    /** A field of which Stitch tells the type in the source database only. */
    static Field sql(String name, String sqlType) {
        return new Field(name, List.of(), null, sqlType, List.of());
    }

    TwoEnds from(String table, String... columns) {
        from.add(table(SOURCE, table, columns));
        return this;
    }

    TwoEnds to(String table, String... columns) {
        to.add(table(schema + ".", table, columns));
        return this;
    }

    TwoEnds stream(String name, Field... fields) {
        streams.add(new Stream(
                streams.size() + 1,
                name,
                name,
                sourceType.contains("postgres") ? "shop" : "public",
                "public",
                false,
                null,
                null,
                List.of("id"),
                List.of(fields),
                List.of(),
                null,
                null));
        return this;
    }

    Resolution resolve() throws Exception {
        LineageMessage message = Messages.of(
                Messages.source(sourceType, Map.of()),
                new LineageMessage.Destination(7, type, "Warehouse", Map.of("database", "wh", "project_id", "wh")),
                streams.toArray(Stream[]::new));
        Resolver resolver = new Resolver();
        resolver.setCatalogs(catalogs);
        Plan plan = resolver.plan(message, run);
        for (SchemaTables each : resolver.unlisted(plan)) {
            each.add(each.fqn().equals(schema) ? to : from);
            catalogs.listed(each);
        }
        return resolver.resolve(Share.whole(plan));
    }

    /** The hash of all that is delivered. */
    String hash() throws Exception {
        return Deliveries.of(resolve()).fingerprinted().path("sourceHash").asText();
    }

    /** @return such as {@code orders > ORDERS} */
    List<String> edges() throws Exception {
        return resolve().edges().stream()
                .map(edge -> edge.from().name() + " > " + edge.to().name())
                .toList();
    }

    /** @return such as {@code orders.id > ORDERS.ID} */
    List<String> pairs() throws Exception {
        return resolve().edges().stream()
                .flatMap(edge -> edge.columns().stream())
                .map(pair -> pair.from().replace(SOURCE, "") + " > " + pair.to().replace(schema + ".", ""))
                .toList();
    }

    /** @return such as {@code note NOT_LOADED_YET} */
    List<String> dropped() throws Exception {
        DroppedColumns dropped = resolve().dropped();
        return dropped.counts().keySet().stream()
                .flatMap(reason -> dropped.examples(reason).stream())
                .map(column -> column.field() + " " + column.reason())
                .toList();
    }

    private void service(String name, String serviceType, String database, String schemaName) {
        Catalog.DatabaseService service = catalog.addDatabaseService(json(
                "{'name': '%1$s', 'serviceType': '%2$s', 'fullyQualifiedName': '%1$s'}".formatted(name, serviceType)));
        SchemaLookup schemas = new SchemaLookup(catalog, service, json("{'name': '" + database + "'}"));
        schemas.addSchemas(List.of(json("{'name': '%s', 'fullyQualifiedName': '%s'}"
                .formatted(schemaName, name + "." + database + "." + schemaName))));
    }

    private static JsonNode table(String prefix, String name, String... paths) {
        ObjectNode table = Json.MAPPER
                .createObjectNode()
                .put("id", prefix + name)
                .put("name", name)
                .put("fullyQualifiedName", prefix + name);
        for (String path : paths) {
            ObjectNode parent = table;
            String field = "columns";
            for (String part : path.split("\\.")) {
                parent = child(
                        parent.withArray(field),
                        part,
                        parent.path("fullyQualifiedName").asText());
                field = "children";
            }
        }
        return table;
    }

    private static ObjectNode child(ArrayNode siblings, String name, String parentFqn) {
        for (JsonNode sibling : siblings) {
            if (sibling.path("name").asText().equals(name)) {
                return (ObjectNode) sibling;
            }
        }
        return siblings.addObject()
                .put("name", name)
                .put("dataType", "STRING")
                .put("fullyQualifiedName", parentFqn + "." + name);
    }
}
