package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run reads before it writes. */
class ConnectRouteTest {

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(2, 2, 1, 1.0));

    /** The schemas of both databases, and the loads of Stitch: none is answered before all have been asked for. */
    @Test
    void asksForWhatDoesNotDependOnEachOtherAtTheSameTime() throws Exception {
        CyclicBarrier together = new CyclicBarrier(3);
        servers.alter((call, answer) -> {
            if (call.getUrl().matches("/api/v1/databaseSchemas[?].*|/v4/\\d+/loads")) {
                await(together);
            }
            return answer;
        });

        try (Connector connector = servers.connector(Map.of())) {
            assertThat(connector.ingest().exitStatus()).isZero();
        }
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (BrokenBarrierException | TimeoutException alone) {
            throw new AssertionError("not asked for at the same time", alone);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/services/databaseServices/name/prod_postgres, 400, answered 400",
        "/api/v1/services/databaseServices/name/prod_postgres, 401, openMetadataServerConfig",
        "/api/v1/databases, 400, answered 400",
        "/api/v1/databases, 401, openMetadataServerConfig",
        "/api/v1/databaseSchemas, 400, answered 400",
        "/api/v1/databaseSchemas, 401, openMetadataServerConfig",
        "/api/v1/services/databaseServices/name/stitch_sources, 400, answered 400",
        "/api/v1/services/databaseServices/name/stitch_sources, 401, openMetadataServerConfig"
    })
    void tellsWhichServerRefusedAPartOfIt(String path, int status, String why) throws Exception {
        servers.catalog.stubFor(get(urlPathEqualTo(path)).willReturn(jsonResponse("{\"code\": 0}", status)));

        try (Connector connector = servers.connector(Map.of())) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs()).singleElement().satisfies(run -> {
                assertThat(run.life().refusedBy()).isEqualTo(Side.OPENMETADATA);
                assertThat(run.life().stopped()).contains(path, String.valueOf(status), why);
            });
        }
        assertThat(servers.catalogServer.catalog().pipelines()).isEmpty();
    }
}
