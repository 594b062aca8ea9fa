package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For each type of destination, the lineage from databases to the tables and columns that Stitch makes there. */
class DestinationRouteTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "azure_sqldw",
                "bigquery_v2",
                "databricks_delta",
                "dataworld",
                "mssql_server",
                "mysql_destination",
                "panoply",
                "postgres",
                "redshift",
                "s3",
                "snowflake"
            })
    void findsTheTablesAndColumnsUnderTheNamesThatStitchGivesThem(String type) throws Exception {
        DestinationCase described = DestinationCase.of(type);
        try (StitchServer stitch = new StitchServer(described.account(), "stitch-token");
                CatalogServer server = new CatalogServer("1.13.0", "catalog-token")) {
            described.fill(server.catalog());
            Map<String, String> settings = described.settings();
            settings.put("lineage.saas", "skip");

            try (Connector connector = Connector.between(stitch.url(), server.url(), settings)) {
                Run run = connector.ingestOne();

                assertThat(run.problems().failures()).isEmpty();
                assertThat(differences(described.lineage(), lineage(server.catalog(), run)))
                        .as("lineage into %s", type)
                        .isEmpty();
            }
        }
    }

    /** One line per edge, per pair of columns and per missing edge; columns without the name of their table. */
    private static List<String> lineage(StoredCatalog catalog, Run run) {
        List<String> lines = new ArrayList<>();
        for (StoredEdge edge : catalog.edges()) {
            String tables = edge.from() + " -> " + edge.to();
            lines.add(tables);
            edge.details().path("columnsLineage").forEach(entry -> entry.path("fromColumns")
                    .forEach(from -> lines.add(tables + ": " + within(edge.from(), from.asText()) + " -> "
                            + within(edge.to(), entry.path("toColumn").asText()))));
        }
        run.counts()
                .missingEdges()
                .forEach(edge -> lines.add("missing: " + edge.source() + " / " + edge.stream() + ": " + edge.reason()));
        return lines;
    }

    private static String within(String table, String column) {
        return column.startsWith(table + ".") ? column.substring(table.length() + 1) : column;
    }

    private static String differences(List<String> expected, List<String> actual) {
        Stream<String> lacking = without(expected, actual).map(line -> "lacking     " + line);
        Stream<String> unexpected = without(actual, expected).map(line -> "unexpected  " + line);
        return String.join("\n", Stream.concat(lacking, unexpected).toList());
    }

    /** The lines of one list that the other has not as often. */
    private static Stream<String> without(List<String> lines, List<String> others) {
        List<String> rest = new ArrayList<>(lines);
        others.forEach(rest::remove);
        return rest.stream().sorted();
    }
}
