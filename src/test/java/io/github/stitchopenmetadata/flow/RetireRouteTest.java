package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When pipelines of sources that are gone are deleted, and when they are not. */
class RetireRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(4, 1, 1, 1.0);

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @BeforeEach
    void deliverAll() throws Exception {
        assertThat(servers.ingest().counts().of(Count.PIPELINES_CREATED)).isEqualTo(4);
    }

    private static StitchAccount without(int sources) {
        StitchAccount left = ACCOUNT;
        for (int i = 0; i < sources; i++) {
            left = AccountEdits.removeSource(
                    left, ACCOUNT.sources().get(i).path("id").asLong());
        }
        return left;
    }

    private Pass ingest(Map<String, String> settings) throws Exception {
        try (Connector connector = servers.connector(settings)) {
            return connector.ingest();
        }
    }

    private int standing() {
        return servers.catalogServer.catalog().pipelines().size();
    }

    @Test
    void deletesThePipelineOfASourceThatIsGoneAndItsEdges() throws Exception {
        servers.account.replace(without(1));

        assertThat(ingest(Map.of()).runs().get(0).counts().of(Count.PIPELINES_DELETED))
                .isOne();

        assertThat(standing()).isEqualTo(3);
        assertThat(servers.catalogServer.catalog().edges()).hasSize(3);
        long writes = servers.catalogServer.writes();
        assertThat(ingest(Map.of()).runs().get(0).counts().of(Count.PIPELINES_DELETED))
                .isZero();
        assertThat(servers.catalogServer.writes()).isEqualTo(writes);
    }

    @Test
    void deletesNoneWhereTheyAreSuspiciouslyManyUntilItIsConfirmed() throws Exception {
        servers.account.replace(without(3));

        Run run = ingest(Map.of()).runs().get(0);
        assertThat(run.problems().notes())
                .singleElement()
                .asString()
                .contains("3 of 4 pipelines", "ingest.confirmDelete");
        assertThat(standing()).isEqualTo(4);

        ingest(Map.of("ingest.confirmDelete", "true"));
        assertThat(standing()).isOne();
    }

    @Test
    void deletesNoneOfAnAccountThatSuddenlyHasNoSources() throws Exception {
        servers.account.replace(without(4));

        assertThat(ingest(Map.of()).exitStatus()).isZero();

        assertThat(standing()).isEqualTo(4);
    }

    @Test
    void deletesNoneWhereItIsToldNotTo() throws Exception {
        servers.account.replace(without(1));

        ingest(Map.of("stitch.markDeletedPipelines", "false"));

        assertThat(standing()).isEqualTo(4);
    }

    @Test
    void deletesNoneWhereASourceCannotBeRead() throws Exception {
        ArrayNode sources = new ObjectMapper().createArrayNode();
        without(1).sources().forEach(sources::add);
        sources.addObject().put("nonsense", true);
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources")).willReturn(okJson(sources.toString())));

        assertThat(ingest(Map.of()).exitStatus()).isOne();

        assertThat(standing()).isEqualTo(4);
    }

    @Test
    void deletesNoneWhereTheStreamsOfASourceCannotBeRead() throws Exception {
        servers.stitch.stubFor(get(urlPathMatching("/v4/sources/\\d+/streams"))
                .willReturn(aResponse().withStatus(400)));

        ingest(Map.of());

        assertThat(standing()).isEqualTo(4);
        assertThat(servers.catalogServer.catalog().edges()).hasSize(4);
    }
}
