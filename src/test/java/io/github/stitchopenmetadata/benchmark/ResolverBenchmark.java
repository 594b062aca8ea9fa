package io.github.stitchopenmetadata.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.SchemaLookup;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.pipeline.Deliveries;
import io.github.stitchopenmetadata.catalog.resolve.Plan;
import io.github.stitchopenmetadata.catalog.resolve.Resolution;
import io.github.stitchopenmetadata.catalog.resolve.Resolver;
import io.github.stitchopenmetadata.catalog.resolve.Share;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.WorkflowSettings;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How long it takes to resolve many streams against many tables in one process, and how much memory: arguments are the number
 * of sources and of streams per source; each stream has a table on both sides. To be started with MAVEN_OPTS=-Xmx512m.
 */
public final class ResolverBenchmark {

    private static final int PAGE = 200;
    private static final List<String> COLUMNS = List.of("id", "created_at", "amount", "customer_id", "note");

    private final Resolver resolver = new Resolver();
    private final Catalogs catalogs = new Catalogs();
    private final Run run = Run.of(
            Pass.Kind.LINEAGE,
            new WorkflowSettings(name -> null)
                    .fromSettings(Map.of(
                            "stitch.serviceName",
                            "stitch",
                            "stitch.token",
                            "t",
                            "openmetadata.jwtToken",
                            "t",
                            "stitch.dbServiceNames",
                            "prod_postgres,warehouse")));
    private final Catalog catalog = catalogs.open(Json.MAPPER.createObjectNode().put("version", "1.13.0"), run);

    private ResolverBenchmark(int sources) {
        resolver.setCatalogs(catalogs);
        catalog.useService(Json.MAPPER.createObjectNode().put("fullyQualifiedName", "stitch"));
        schemas("prod_postgres", "Postgres", "shop", sources, false);
        schemas("warehouse", "Snowflake", "ANALYTICS", sources, true);
    }

    public static void main(String[] arguments) throws Exception {
        int sources = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        int streams = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1000;
        long start = System.nanoTime();
        long edges = new ResolverBenchmark(sources).resolveAll(sources, streams);
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.printf(
                "%,d streams against %,d tables: %,d edges in %.1f s, peak heap at most %,d MB of %,d MB%n",
                (long) sources * streams,
                2L * sources * streams,
                edges,
                seconds,
                peak >> 20,
                Runtime.getRuntime().maxMemory() >> 20);
        System.exit(edges == (long) sources * streams && seconds < 60 ? 0 : 1);
    }

    private long resolveAll(int sources, int streams) throws Exception {
        long edges = 0;
        for (int source = 0; source < sources; source++) {
            Plan plan = resolver.plan(message(source, streams), run);
            for (SchemaTables schema : resolver.unlisted(plan)) {
                list(schema, streams);
            }
            Resolution resolution = resolver.resolve(Share.whole(plan));
            edges += resolution.edges().stream()
                    .filter(edge -> edge.columns().size() == COLUMNS.size())
                    .count();
            Deliveries.of(resolution).fingerprinted();
        }
        return edges;
    }

    private void schemas(String service, String type, String database, int sources, boolean upper) {
        Catalog.DatabaseService known = catalog.addDatabaseService(Json.MAPPER
                .createObjectNode()
                .put("name", service)
                .put("serviceType", type)
                .put("fullyQualifiedName", service));
        List<JsonNode> page = IntStream.range(0, sources)
                .<JsonNode>mapToObj(source -> {
                    String name = cased("source_" + source, upper);
                    return Json.MAPPER
                            .createObjectNode()
                            .put("name", name)
                            .put("fullyQualifiedName", service + "." + database + "." + name);
                })
                .toList();
        new SchemaLookup(catalog, known, Json.MAPPER.createObjectNode().put("name", database)).addSchemas(page);
    }

    private void list(SchemaTables schema, int tables) {
        boolean upper = schema.fqn().startsWith("warehouse");
        for (int first = 0; first < tables; first += PAGE) {
            List<JsonNode> page = new ArrayList<>();
            for (int table = first; table < Math.min(tables, first + PAGE); table++) {
                page.add(table(schema.fqn(), cased("table_" + table, upper), upper));
            }
            schema.add(page);
        }
        catalogs.listed(schema);
    }

    private static JsonNode table(String schema, String name, boolean upper) {
        String fqn = schema + "." + name;
        ObjectNode table =
                Json.MAPPER.createObjectNode().put("id", fqn).put("name", name).put("fullyQualifiedName", fqn);
        ArrayNode columns = table.putArray("columns");
        COLUMNS.forEach(column -> columns.addObject()
                .put("name", cased(column, upper))
                .put("fullyQualifiedName", fqn + "." + cased(column, upper)));
        return table;
    }

    private static LineageMessage message(int source, int streams) {
        String name = "source_" + source;
        List<LineageMessage.Field> fields = COLUMNS.stream()
                .map(column -> new LineageMessage.Field(column, List.of("string"), null, null, List.of()))
                .toList();
        List<LineageMessage.Stream> selected = IntStream.range(0, streams)
                .mapToObj(stream -> new LineageMessage.Stream(
                        stream + 1,
                        "",
                        "table_" + stream,
                        "shop",
                        name,
                        false,
                        "FULL_TABLE",
                        null,
                        List.of("id"),
                        fields,
                        List.of(),
                        true,
                        null))
                .toList();
        return new LineageMessage(
                LineageMessage.VERSION,
                "run",
                "stitch",
                "2026-01-01T00:00:00Z",
                new LineageMessage.Source(
                        source,
                        name,
                        name,
                        "platform.hp-postgres",
                        null,
                        "https://app.stitchdata.com/",
                        true,
                        true,
                        null,
                        null,
                        Map.of(),
                        null),
                new LineageMessage.Destination(1, "snowflake", "warehouse", Map.of("database", "ANALYTICS")),
                false,
                selected,
                List.of());
    }

    private static String cased(String name, boolean upper) {
        return upper ? name.toUpperCase(java.util.Locale.ROOT) : name;
    }
}
