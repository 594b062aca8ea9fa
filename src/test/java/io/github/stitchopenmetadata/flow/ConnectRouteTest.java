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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run reads before it writes. */
class ConnectRouteTest {

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(2, 2, 1, 1.0));

    /** None is answered before all have been asked for. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "the schemas of both databases, and the loads of Stitch; 3; /api/v1/databaseSchemas[?].*|/v4/\\d+/loads",
                "the tables of two sources on both sides; 4; /api/v1/tables[?].*",
                "the tags of a source; 2; /api/v1/tags/name/.*"
            })
    void asksForWhatDoesNotDependOnEachOtherAtTheSameTime(String what, int calls, String urls) throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        servers.alter((call, answer) -> {
            if (call.getUrl().matches(urls)) {
                asked.add(call.getUrl());
                Patience.await().until(() -> asked.size() >= calls);
            }
            return answer;
        });

        // a call that waits for one that comes after it is given up, and not made again
        try (Connector connector = servers.connector(Map.of("retry.attempts", "1"))) {
            assertThat(connector.ingest().exitStatus()).as(what).isZero();
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
