package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What Stitch does not tell of a source costs only what depends on it. */
class PartialAnswersRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(1, 2, 1, 1.0);
    private static final JsonNode SOURCE = ACCOUNT.sources().get(0);
    private static final long ID = SOURCE.path("id").asLong();
    private static final String PIPELINE = "stitch.source_0001";

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @Test
    void bringsASourceWhoseTypeNobodyKnows() throws Exception {
        ObjectNode source = SOURCE.deepCopy();
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources"))
                .willReturn(okJson("[" + source.put("type", "platform.hp-oracle") + "]")));
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/source-types/platform.hp-oracle"))
                .willReturn(aResponse().withStatus(404).withBody("{\"message\":\"not found\"}")));

        try (Connector connector = servers.connector(Map.of())) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isZero();
            Run run = pass.runs().get(0);
            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.problems().notes())
                    .singleElement()
                    .asString()
                    .contains("types of sources", "source_0001", "its edges may be missing", "404");
            assertThat(run.counts().missingEdges()).hasSize(2).allSatisfy(edge -> {
                assertThat(edge.reason()).isEqualTo(Reason.SOURCE_SERVICE_UNKNOWN);
                assertThat(edge.detail()).contains("platform.hp-oracle", "lineage.source.source_0001");
            });
            connector.status();
        }

        assertThat(servers.catalogServer
                        .catalog()
                        .pipeline(PIPELINE)
                        .orElseThrow()
                        .path("tasks"))
                .hasSize(2);
        assertThat(servers.catalogServer.catalog().statuses(PIPELINE)).hasSize(1);
    }

    @Test
    void keepsTheEdgesOfASourceWhoseDestinationCannotBeAskedForThisTime() throws Exception {
        servers.account.replace(ACCOUNT.toBuilder()
                .addDestination(destination().put("id", 99))
                .mapSource(ID, destination().path("id").asLong())
                .build());
        assertThat(ingest().counts().of(Count.EDGES_DRAWN)).isEqualTo(2);
        List<StoredEdge> edges = servers.catalogServer.catalog().edges();
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/destinations"))
                .withQueryParam("source_id", WireMock.matching(".+"))
                .willReturn(aResponse().withStatus(503)));

        Run run = ingest();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.PIPELINES_KEPT)).isOne();
        assertThat(run.problems().notes())
                .singleElement()
                .asString()
                .contains("destinations of sources", "source_0001", "stays as it is", "503");
        assertThat(servers.catalogServer.catalog().edges()).isEqualTo(edges);
    }

    @Test
    void saysWhatIsListedAmongTheDestinationsAndIsNone() throws Exception {
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/destinations"))
                .withQueryParam("source_id", WireMock.absent())
                .willReturn(okJson("[" + destination() + ", \"gone\"]")));

        Run run = ingest();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.EDGES_DRAWN))
                .as("as Stitch tells for the source")
                .isEqualTo(2);
        assertThat(run.problems().notes()).singleElement().asString().contains("/v4/destinations", "gone");
    }

    @Test
    void bringsASourceWhoseDestinationStitchDoesNotTell() throws Exception {
        servers.account.replace(
                ACCOUNT.toBuilder().addDestination(destination().put("id", 99)).build());
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/destinations"))
                .withQueryParam("source_id", WireMock.matching(".+"))
                .willReturn(aResponse().withStatus(400)));

        Run run = ingest();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.PIPELINES_CREATED)).isOne();
        assertThat(run.counts().missing()).containsOnlyKeys(Reason.NO_DESTINATION);
    }

    @Test
    void passesOverWhatIsNoStreamAndSaysSo() throws Exception {
        ArrayNode streams = Json.MAPPER.createArrayNode();
        ACCOUNT.streams(ID).forEach(streams::add);
        ObjectNode bad = ACCOUNT.streams(ID).get(0).deepCopy();
        streams.add(bad.put("stream_name", "never_discovered")
                .put("selected", false)
                .putNull("stream_id"));
        servers.stitch.stubFor(
                get(urlPathEqualTo("/v4/sources/" + ID + "/streams")).willReturn(okJson(streams.toString())));

        Run run = ingest();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(2);
        assertThat(run.problems().notes())
                .singleElement()
                .asString()
                .contains("source_0001", "stream_id", "never_discovered");
    }

    private Run ingest() throws Exception {
        try (Connector connector = servers.connector(Map.of())) {
            return connector.ingestOne();
        }
    }

    private static ObjectNode destination() {
        return ACCOUNT.destinations().get(0).deepCopy();
    }
}
