package io.github.stitchopenmetadata.catalog.resolve.confusable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.SchemaLookup;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.register.Registrations;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.catalog.resolve.Resolution;
import io.github.stitchopenmetadata.catalog.resolve.Resolver;
import io.github.stitchopenmetadata.catalog.resolve.Share;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Field;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Kind;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Place;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Stream;
import io.github.stitchopenmetadata.catalog.resolve.confusable.ConfusableAccount.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Resolves accounts, and compares what is drawn with what the oracle says. */
final class Judge {

    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("bigquery_v2", "BigQuery"),
            Map.entry("databricks_delta", "Databricks"),
            Map.entry("azure_sqldw", "Synapse"),
            Map.entry("mssql_server", "AzureSQL"),
            Map.entry("mysql_destination", "MariaDB"),
            Map.entry("panoply", "Redshift"),
            Map.entry("postgres", "Greenplum"),
            Map.entry("redshift", "Redshift"),
            Map.entry("snowflake", "Snowflake"),
            Map.entry("s3", "Athena"),
            Map.entry("dataworld", "Athena"),
            Map.entry("platform.hp-postgres", "Postgres"),
            Map.entry("platform.postgres", "Postgres"),
            Map.entry("platform.hp-mysql", "Mysql"),
            Map.entry("platform.mysql", "Mysql"),
            Map.entry("platform.mssql", "Mssql"),
            Map.entry("platform.mongodb", "MongoDB"),
            Map.entry("platform.oracle", "Oracle"),
            Map.entry("platform.salesforce", "Salesforce"));

    private final Resolver resolver = new Resolver();
    private final Registrations registrations = new Registrations("register", "stitch_sources");

    int streams;
    int dueEdges;
    int duePairs;
    int undecided;
    int loadedEdges;
    int otherwiseLoadedEdges;
    int loadedPairs;
    int otherwiseLoadedPairs;
    final List<String> forbiddenEdges = new ArrayList<>();
    final List<String> missedEdges = new ArrayList<>();
    final List<String> unreported = new ArrayList<>();
    final List<String> forbiddenPairs = new ArrayList<>();
    final List<String> missedPairs = new ArrayList<>();
    /** Edges to what another stream was loaded into, although only some reading gives the stream that name. */
    final List<String> guessed = new ArrayList<>();

    private ConfusableAccount account;
    private Oracle oracle;
    private Resolution resolution;

    Judge() {
        resolver.setRegistrations(registrations);
    }

    void judge(ConfusableAccount judged) throws Exception {
        account = judged;
        oracle = new Oracle(account);
        resolution = resolve();
        judgeEdges();
        judgeReports();
        account.streams.stream().filter(Stream::selected).forEach(this::compareWithWhatWasLoaded);
    }

    /** Whether the edges and pairs of a stream's own table are as the loading was played, under whatever reading. */
    private void compareWithWhatWasLoaded(Stream stream) {
        for (Oracle.Edge edge : oracle.edges()) {
            ConfusableAccount.Loaded table = account.loaded.get(edge.to().name());
            if (edge.to() == oracle.own(stream) && edge.stream() == stream && !table.streams.isEmpty()) {
                loadedEdges++;
                if (!table.streams.contains(stream.id())) {
                    otherwiseLoadedEdges++;
                    if (!oracle.isSure(stream)) {
                        guessed.add(stream.title() + " > " + edge.to().name() + about());
                    }
                }
                edge.pairs().forEach((column, part) -> {
                    if (!table.columns.get(column).isEmpty()) {
                        loadedPairs++;
                        boolean same =
                                table.columns.get(column).contains(ConfusableAccount.origin(stream, part.field()));
                        otherwiseLoadedPairs += same ? 0 : 1;
                    }
                });
            }
        }
    }

    private void judgeEdges() {
        Map<String, Set<String>> drawn = new HashMap<>();
        resolution.edges().forEach(edge -> {
            Set<String> pairs = new HashSet<>();
            edge.columns().forEach(pair -> pairs.add(pair.from() + " > " + pair.to()));
            if (drawn.put(title(edge.stream(), edge.from().id(), edge.to().id()), pairs) != null) {
                forbiddenEdges.add("twice " + edge + about());
            }
        });
        for (Oracle.Edge due : oracle.edges()) {
            dueEdges++;
            String title = title(due.stream().name(), due.from().id(), due.to().id());
            Set<String> pairs = drawn.remove(title);
            if (pairs == null) {
                missedEdges.add(title + about());
            } else {
                judgePairs(title, due, pairs);
            }
        }
        drawn.keySet().forEach(title -> forbiddenEdges.add(title + about()));
    }

    private static String title(String stream, String from, String to) {
        return stream + ": " + from + " > " + to;
    }

    private void judgePairs(String title, Oracle.Edge due, Set<String> drawn) {
        due.pairs().forEach((column, part) -> {
            String read = column(due.stream(), part);
            String pair = read + " > " + fqn(due.to().id(), column);
            if (read != null) {
                duePairs++;
                if (!drawn.remove(pair)) {
                    missedPairs.add(title + "\n " + pair + about());
                }
            }
        });
        drawn.forEach(pair -> forbiddenPairs.add(title + "\n " + pair + about()));
    }

    /** The column of the source that something is read from: a table that is made for a stream has those inside of others too. */
    private String column(Stream stream, Oracle.Part part) {
        if (account.isRegistered()) {
            List<Field> selected =
                    stream.fields().stream().filter(Field::selected).toList();
            io.github.stitchopenmetadata.catalog.model.Table.Column made =
                    made(stream).columns().get(selected.indexOf(part.field()));
            return part.inner() == null
                    ? made.fqn()
                    : made.children()
                            .get(part.field().inner().indexOf(part.inner()))
                            .fqn();
        }
        String column = oracle.sourceColumn(stream, part.field());
        return column == null ? null : fqn(source(stream), column);
    }

    /** The table that is made for a stream, with a column for each of its fields in their order. */
    private io.github.stitchopenmetadata.catalog.model.Table made(Stream stream) {
        return resolution.share().plan().sources().entrySet().stream()
                .filter(place -> place.getKey().id() == stream.id())
                .map(place -> place.getValue().table())
                .findFirst()
                .orElseThrow();
    }

    private String source(Stream stream) {
        return oracle.edges().stream()
                .filter(edge -> edge.stream() == stream)
                .map(edge -> edge.from().id())
                .findFirst()
                .orElseThrow();
    }

    /** Each selected stream has an edge or a reason for having none; where nothing decides, that is the reason. */
    private void judgeReports() {
        List<Stream> selected =
                account.streams.stream().filter(Stream::selected).toList();
        streams += selected.size();
        List<Stream> drawn = oracle.edges().stream().map(Oracle.Edge::stream).toList();
        for (Stream stream : selected) {
            if (!drawn.contains(stream) && !isReported(stream, null)) {
                unreported.add(stream.title() + about());
            }
            if (oracle.isUndecided(stream)) {
                undecided++;
                if (!isReported(stream, MissingEdge.Reason.AMBIGUOUS)) {
                    unreported.add("undecided: " + stream.title() + about());
                }
            }
        }
        undecided += oracle.undecidedArrays();
        long ambiguous = resolution.dropped().counts().getOrDefault(DroppedColumn.Reason.AMBIGUOUS, 0L);
        if (ambiguous < oracle.undecidedArrays()) {
            unreported.add("undecided arrays: " + oracle.undecidedArrays() + about());
        }
    }

    private boolean isReported(Stream stream, MissingEdge.Reason reason) {
        return resolution.missing().stream()
                .anyMatch(edge -> edge.stream().equals(stream.name()) && (reason == null || edge.reason() == reason));
    }

    private String about() {
        return "\n in " + account.describe() + "\n missing: " + resolution.missing();
    }

    private Resolution resolve() throws Exception {
        Catalogs catalogs = new Catalogs();
        WorkflowRun run = ShopWorkflow.run(ShopWorkflow.withLineage(true));
        Catalog catalog = catalogs.open(Json.MAPPER.createObjectNode().put("version", "1.13.0"), run);
        catalog.useService(Json.MAPPER
                .createObjectNode()
                .put("fullyQualifiedName", "stitch")
                .put("id", "s"));
        resolver.setCatalogs(catalogs);
        registrations.open(catalog, run);
        Map<String, List<JsonNode>> tables = new HashMap<>();
        if (!account.isRegistered()) {
            Catalog.DatabaseService service = service(catalog, "src", SERVICES.get(account.sourceType));
            account.sourceTables.forEach(
                    (place, all) -> tables.put(schema(catalog, service, place.database(), place.schema()), json(all)));
            if (account.twice != null) {
                Catalog.DatabaseService other = service(catalog, "src2", SERVICES.get(account.sourceType));
                tables.put(
                        schema(catalog, other, account.twice.database(), account.twice.schema()),
                        json(account.sourceTables.get(account.twice)));
            }
        }
        Map<String, Catalog.DatabaseService> warehouses = new HashMap<>();
        for (ConfusableAccount.Schema destination : account.destinations) {
            Catalog.DatabaseService service = warehouses.computeIfAbsent(
                    destination.service(), name -> service(catalog, name, SERVICES.get(account.destinationType)));
            boolean first = destination == account.destinations.get(0);
            List<Table> same = account.destinationTables.stream()
                    .map(table -> first ? table : new Table("decoy " + table.id(), table.name(), table.columns()))
                    .toList();
            tables.put(schema(catalog, service, "dwh", destination.name()), json(same));
        }

        Plan plan = resolver.plan(message(), run);
        for (SchemaTables each : resolver.unlisted(plan)) {
            each.add(tables.get(each.fqn()));
            catalogs.listed(each);
        }
        return resolver.resolve(Share.whole(plan));
    }

    private static Catalog.DatabaseService service(Catalog catalog, String name, String type) {
        return catalog.addDatabaseService(Json.MAPPER
                .createObjectNode()
                .put("name", name)
                .put("serviceType", type)
                .put("fullyQualifiedName", name));
    }

    private static String schema(Catalog catalog, Catalog.DatabaseService service, String database, String schema) {
        String fqn = Fqn.of(service.name(), database, schema);
        new SchemaLookup(catalog, service, Json.MAPPER.createObjectNode().put("name", database))
                .addSchemas(List.of(
                        Json.MAPPER.createObjectNode().put("name", schema).put("fullyQualifiedName", fqn)));
        return fqn;
    }

    private static List<JsonNode> json(List<Table> tables) {
        return tables.stream().map(Judge::json).toList();
    }

    private static JsonNode json(Table table) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("id", table.id())
                .put("name", table.name())
                .put("fullyQualifiedName", table.id());
        Map<String, ObjectNode> columns = new HashMap<>();
        boolean nested = table.columns().stream()
                .anyMatch(path -> path.contains(".") && table.columns().contains(parent(path)));
        for (String path : table.columns()) {
            boolean inside = nested && columns.containsKey(parent(path));
            ArrayNode siblings = inside ? columns.get(parent(path)).withArray("children") : json.withArray("columns");
            ObjectNode column = siblings.addObject()
                    .put("name", inside ? path.substring(parent(path).length() + 1) : path)
                    .put("fullyQualifiedName", fqn(table.id(), path));
            columns.put(path, column);
        }
        return json;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private static String fqn(String table, String path) {
        return table + "|" + path;
    }

    private LineageMessage message() {
        Map<String, String> options =
                account.withSchemas ? Map.of("include_schemas_in_destination_stream_name", "true") : Map.of();
        LineageMessage.Source source = Messages.named(ConfusableAccount.NAME, account.sourceType, options);
        return new LineageMessage(
                1,
                "run",
                "stitch",
                "2024-02-03T04:05:06Z",
                source,
                new LineageMessage.Destination(
                        7, account.destinationType, "", Map.of("database", "dwh", "project_id", "dwh")),
                false,
                account.streams.stream()
                        .filter(Stream::selected)
                        .map(this::stream)
                        .toList(),
                account.streams.stream()
                        .filter(stream -> !stream.selected())
                        .map(stream -> new LineageMessage.DeselectedStream(
                                stream.name(), database(stream.place()), schema(stream.place())))
                        .toList());
    }

    private LineageMessage.Stream stream(Stream stream) {
        return new LineageMessage.Stream(
                stream.id(),
                "stream-" + stream.id(),
                stream.name(),
                database(stream.place()),
                schema(stream.place()),
                false,
                null,
                null,
                List.of("id"),
                stream.fields().stream()
                        .filter(Field::selected)
                        .map(Judge::field)
                        .toList(),
                stream.fields().stream()
                        .filter(field -> !field.selected())
                        .map(Judge::field)
                        .toList(),
                null,
                null);
    }

    /** What OpenMetadata takes for a schema is a database to some sources. */
    private String database(Place place) {
        return "default".equals(place.database()) && !account.sourceType.equals("platform.oracle")
                ? place.schema()
                : place.database();
    }

    private String schema(Place place) {
        return "default".equals(place.database()) && !account.sourceType.equals("platform.oracle")
                ? null
                : place.schema();
    }

    private static LineageMessage.Field field(Field field) {
        List<String> types =
                switch (field.kind()) {
                    case TEXT -> List.of("string");
                    case JSON -> List.of();
                    case OBJECT -> List.of("object");
                    case ARRAY -> List.of("array");
                };
        return new LineageMessage.Field(
                field.name(),
                types,
                null,
                field.kind() == Kind.JSON ? "json" : null,
                field.selected() ? field.inner().stream().map(Messages::field).toList() : List.of());
    }
}
