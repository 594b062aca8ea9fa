package io.github.stitchopenmetadata.catalog.resolve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.SchemaLookup;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.register.Registrations;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.stitch.SourceExtraction;
import io.github.stitchopenmetadata.stitch.StitchReader;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A Stitch account as its API tells it, a catalog as OpenMetadata lists it, and the lineage between them, without a server.
 * A field is given by its name, with {@code -} in front where it is not selected, or by its JSON Schema after a {@code =}, or
 * with the type in the source database after a {@code ~}.
 */
final class CataloguedAccount {

    private record SourceStreams(ObjectNode source, ArrayNode streams, Map<Long, ObjectNode> schemas) {}

    private final StitchReader reader = new StitchReader();
    private final Catalogs catalogs = new Catalogs();
    private final Resolver resolver = new Resolver();
    private final WorkflowRun run = ShopWorkflow.run(ShopWorkflow.named("stitch"));
    private final Catalog catalog = catalogs.open(json("{'version': '1.13.0'}"), run);
    private final JsonNode destinations;
    private final Map<String, SourceStreams> sources = new LinkedHashMap<>();
    private final Map<String, Catalog.DatabaseService> services = new HashMap<>();
    private final Map<String, List<JsonNode>> tables = new HashMap<>();
    private final List<JsonNode> loads = new ArrayList<>();
    private final Map<String, String> settings = new HashMap<>();
    private boolean loadsKnown;
    private SourceStreams source;
    private String schema;
    private long ids = 100;

    CataloguedAccount(String destinationType, String database) {
        destinations = json(
                "[{'id': 7, 'name': 'Warehouse', 'type': '%s', 'properties': {'database': '%2$s', 'project_id': '%2$s'}}]"
                        .formatted(destinationType, database));
        catalog.useService(json("{'fullyQualifiedName': 'stitch', 'id': 's'}"));
        resolver.setCatalogs(catalogs);
    }

    /** The source that the streams after it belong to. */
    CataloguedAccount source(String name, String type) {
        ObjectNode described = Json.MAPPER
                .createObjectNode()
                .put("id", ++ids)
                .put("stitch_client_id", 42)
                .put("name", name)
                .put("display_name", name)
                .put("type", type);
        described.putObject("properties");
        source = new SourceStreams(described, Json.MAPPER.createArrayNode(), new HashMap<>());
        sources.put(name, source);
        return this;
    }

    CataloguedAccount property(String name, String value) {
        ((ObjectNode) source.source.path("properties")).put(name, value);
        return this;
    }

    CataloguedAccount stream(String database, String schema, String name, String... fields) {
        return addStream(true, database, schema, name, fields);
    }

    CataloguedAccount deselected(String database, String schema, String name) {
        return addStream(false, database, schema, name);
    }

    /** All loads of the last 60 days are known, and these are those of the source. */
    CataloguedAccount loaded(String... streams) {
        loadsKnown = true;
        for (String stream : streams) {
            loads.add(Json.MAPPER
                    .createObjectNode()
                    .put("source_name", source.source.path("name").asText())
                    .put("stream_name", stream));
        }
        return this;
    }

    /** The schema of the catalog that the tables after it belong to. */
    CataloguedAccount schema(String service, String serviceType, String database, String name) {
        Catalog.DatabaseService known = services.computeIfAbsent(
                service,
                missing -> catalog.addDatabaseService(Json.MAPPER
                        .createObjectNode()
                        .put("name", service)
                        .put("serviceType", serviceType)
                        .put("fullyQualifiedName", Fqn.of(service))));
        schema = Fqn.of(service, database, name);
        new SchemaLookup(catalog, known, Json.MAPPER.createObjectNode().put("name", database))
                .addSchemas(
                        List.of(Json.MAPPER.createObjectNode().put("name", name).put("fullyQualifiedName", schema)));
        tables.put(schema, new ArrayList<>());
        return this;
    }

    CataloguedAccount table(String name, String... columns) {
        String fqn = schema + "." + Fqn.of(name);
        ObjectNode table =
                Json.MAPPER.createObjectNode().put("id", fqn).put("name", name).put("fullyQualifiedName", fqn);
        ArrayNode array = table.putArray("columns");
        for (String column : columns) {
            array.addObject().put("name", column).put("fullyQualifiedName", fqn + "." + Fqn.of(column));
        }
        tables.get(schema).add(table);
        return this;
    }

    /** A table that Stitch loads. */
    CataloguedAccount loadedTable(String name, String... columns) {
        String[] all = new String[columns.length + 2];
        System.arraycopy(columns, 0, all, 0, columns.length);
        all[columns.length] = "_sdc_received_at";
        all[columns.length + 1] = "_SDC_SEQUENCE";
        return table(name, all);
    }

    /** Where sources that are no databases get tables of their own. */
    CataloguedAccount registering() {
        Registrations registrations = new Registrations("register", "stitch_sources");
        registrations.open(catalog, run);
        resolver.setRegistrations(registrations);
        return this;
    }

    CataloguedAccount setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Such as {@code pg.shop.public.orders > snow.DWH.SHOP.ORDERS: id > ID, total > TOTAL}, in the order of the alphabet. */
    List<String> edges() throws Exception {
        List<String> edges = new ArrayList<>();
        for (Resolution resolution : resolutions()) {
            for (LineageEdge edge : resolution.edges()) {
                List<String> pairs = edge.columns().stream()
                        .map(pair -> within(edge.from().fqn(), pair.from()) + " > "
                                + within(edge.to().fqn(), pair.to()))
                        .sorted()
                        .toList();
                edges.add(edge.from().fqn() + " > " + edge.to().fqn()
                        + (pairs.isEmpty() ? "" : ": " + String.join(", ", pairs)));
            }
        }
        return edges.stream().sorted().toList();
    }

    List<MissingEdge> missing() throws Exception {
        List<MissingEdge> missing = new ArrayList<>();
        resolutions().forEach(resolution -> missing.addAll(resolution.missing()));
        return missing;
    }

    /** Such as {@code app orders NEVER_LOADED}. */
    List<String> reasons() throws Exception {
        return missing().stream()
                .map(edge -> edge.source() + " " + edge.stream() + " " + edge.reason())
                .toList();
    }

    private List<Resolution> resolutions() throws Exception {
        ArrayNode all = Json.MAPPER.createArrayNode();
        sources.values().forEach(each -> all.add(each.source));
        Account account = reader.addDestinations(reader.account(all), destinations);
        if (loadsKnown) {
            account.loaded().add(loads);
            account.loaded().complete();
        }
        List<Resolution> resolutions = new ArrayList<>();
        for (SourceExtraction extraction : account) {
            resolutions.add(resolve(message(reader.source(extraction))));
        }
        return resolutions;
    }

    private Resolution resolve(LineageMessage message) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            settings.forEach(context.getPropertiesComponent()::addInitialProperty);
            resolver.setCamelContext(context);
            Plan plan = resolver.plan(message, run);
            for (SchemaTables schemaTables : resolver.unlisted(plan)) {
                schemaTables.add(tables.get(schemaTables.fqn()));
                catalogs.listed(schemaTables);
            }
            return resolver.resolve(Share.whole(plan));
        }
    }

    private LineageMessage message(SourceExtraction extraction) {
        SourceStreams each = sources.get(extraction.source().name());
        reader.addStreams(extraction, each.streams);
        reader.begin(extraction, run);
        int position = 0;
        for (io.github.stitchopenmetadata.stitch.Stream stream : reader.streams(extraction)) {
            reader.add(extraction, position++, reader.described(stream, each.schemas.get(stream.id())));
        }
        return reader.end(extraction).get(0);
    }

    private CataloguedAccount addStream(
            boolean selected, String database, String schemaName, String name, String... fields) {
        ObjectNode stream = source.streams
                .addObject()
                .put("stream_id", ++ids)
                .put("tap_stream_id", "stream-" + ids)
                .put("stream_name", name)
                .put("selected", selected);
        ObjectNode metadata = stream.putObject("metadata");
        if (database != null) {
            metadata.put("database-name", database);
        }
        if (schemaName != null) {
            metadata.put("schema-name", schemaName);
        }
        source.schemas.put(ids, schemaOf(fields));
        return this;
    }

    private static ObjectNode schemaOf(String... fields) {
        ObjectNode properties = Json.MAPPER.createObjectNode();
        ArrayNode metadata = Json.MAPPER.createArrayNode();
        for (String field : fields) {
            boolean selected = !field.startsWith("-");
            String rest = selected ? field : field.substring(1);
            String name = rest.split("[=~]", 2)[0];
            properties.set(
                    name, rest.contains("=") ? json(rest.split("=", 2)[1]) : json("{'type': ['null', 'string']}"));
            ObjectNode about = metadata.addObject();
            about.putArray("breadcrumb").add("properties").add(name);
            ObjectNode facts =
                    about.putObject("metadata").put("inclusion", "available").put("selected", selected);
            if (!rest.contains("=") && rest.contains("~")) {
                facts.put("sql-datatype", rest.split("~", 2)[1]);
            }
        }
        ObjectNode schema = Json.MAPPER.createObjectNode();
        schema.putObject("properties").setAll(properties);
        ObjectNode answer = Json.MAPPER.createObjectNode().put("schema", schema.toString());
        return answer.set("metadata", metadata);
    }

    /** The column without the name of its table. One that is not registered yet has a path of lines for a name. */
    private static String within(String table, String column) {
        return column.startsWith("\n")
                ? column.substring(1).replace('\n', '.')
                : column.startsWith(table + ".") ? column.substring(table.length() + 1) : column;
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (java.io.IOException mistyped) {
            throw new IllegalArgumentException(mistyped);
        }
    }
}
