package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code overrideMetadata} and {@code overrideLineage} do to what people and other tools wrote. */
class OverrideRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(1, 2, 2, 1.0);
    private static final String PIPELINE = "stitch.source_0001";

    private Servers servers;
    private StoredCatalog catalog;
    private String from;
    private String to;

    @BeforeEach
    void deliverOnceAndLetOthersWrite() throws Exception {
        servers = Servers.of(ACCOUNT);
        catalog = servers.catalogServer.catalog();
        servers.ingest();
        from = catalog.edges().get(0).from();
        to = catalog.edges().get(0).to();
        catalog.edits().editPipeline(PIPELINE, pipeline -> pipeline.put("description", "Ours")
                .put("displayName", "Our source"));
        catalog.edits().editEdge(from, to, details -> {
            details.put("sqlQuery", "select 1");
            details.withArray("columnsLineage")
                    .addObject()
                    .put("toColumn", to + ".FIELD_01")
                    .put("function", "upper")
                    .putArray("fromColumns")
                    .add(from + ".field_02");
        });
        servers.account.replace(AccountEdits.pauseSource(
                ACCOUNT, ACCOUNT.sources().get(0).path("id").asLong(), Instant.EPOCH));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    private void ingest(Map<String, String> settings) throws Exception {
        try (Connector connector = servers.connector(settings)) {
            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UPDATED))
                    .isOne();
            long writes = servers.catalogServer.writes();
            assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                    .isOne();
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    private JsonNode pipeline() {
        return catalog.pipeline(PIPELINE).orElseThrow();
    }

    private List<String> functions() {
        return catalog
                .edge(from, to)
                .orElseThrow()
                .details()
                .path("columnsLineage")
                .findValuesAsText("function")
                .stream()
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void keepBothAsTheyAreWhereNeitherIsAskedFor() throws Exception {
        ingest(Map.of());

        assertThat(pipeline().path("displayName").asText()).isEqualTo("Our source");
        assertThat(pipeline().path("description").asText()).isEqualTo("Ours");
        assertThat(catalog.edge(from, to)
                        .orElseThrow()
                        .details()
                        .path("sqlQuery")
                        .asText())
                .isEqualTo("select 1");
        assertThat(functions()).containsExactly("stitch:" + PIPELINE, "upper");
    }

    @Test
    void letStitchsDisplayNameWinAndNothingElse() throws Exception {
        ingest(Map.of("stitch.overrideMetadata", "true"));

        assertThat(pipeline().path("displayName").asText())
                .isEqualTo(ACCOUNT.sources().get(0).path("display_name").asText());
        assertThat(pipeline().path("description").asText()).isEqualTo("Ours");
        assertThat(functions()).containsExactly("stitch:" + PIPELINE, "upper");
    }

    @Test
    void dropWhatOthersPutOnOurEdges() throws Exception {
        ingest(Map.of("stitch.overrideLineage", "true"));

        assertThat(catalog.edge(from, to).orElseThrow().details().has("sqlQuery"))
                .isFalse();
        assertThat(functions()).containsExactly("stitch:" + PIPELINE);
        assertThat(pipeline().path("displayName").asText()).isEqualTo("Our source");
    }
}
