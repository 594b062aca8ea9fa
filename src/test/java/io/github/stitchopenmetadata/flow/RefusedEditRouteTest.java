package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.support.EditedRoutes;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An edit that cannot take effect leaves no trace in the routes that run: the program goes on through all of these. */
class RefusedEditRouteTest {

    private static EditedRoutes live;

    @BeforeAll
    static void start() throws Exception {
        live = new EditedRoutes(Map.of("breaker.calls", "0"));
    }

    @AfterAll
    static void stop() {
        live.close();
    }

    @AfterEach
    void putBack() throws Exception {
        live.putBack("2-extract.camel.yaml");
        live.forget();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            broken YAML        | - to: direct:read-connection-check        | - to: [direct:read-destination | 1
            unknown step       | - to: direct:read-connection-check        | - too: direct:read-destination | 0
            unknown option     | uri: "{{lineage.queue}}"             | uri: "file:out?bogus=1"        | -2
            unknown component  | uri: "{{lineage.queue}}"             | uri: "nope:out"                | -2
            unknown bean       | ref: runs, method: ensureWanted        | ref: run, method: ensureWanted  | 0
            unknown method     | ref: runs, method: ensureWanted        | ref: runs, method: ensureWantd | 0
            unknown setting    | uri: "{{lineage.queue}}"             | uri: "{{lineage.quue}}"        | -2
            id of another      | id: extract-stream                   | id: read-streams               | -1
            start of another   | uri: direct:extract-stream           | uri: direct:read-streams       | -5
            missing route      | - to: direct:read-connection-check        | - to: direct:read-conection-check   | 0
            broken expression  | {simple: "${variable.accountOfLoads}"}        | {simple: "${variable.accountOfLoads"}  | 0
            no id              | id: extract-stream                   | autoStartup: "true"            | -1
            empty              | *                                    | ''                             | -1
            """)
    void refusesABrokenEditWithItsLine(String what, String part, String other, int offset) throws Exception {
        Map<String, String> before = live.routes();

        int line = live.edit("2-extract.camel.yaml", part, other) + offset;

        String refusal = live.awaitLine(Level.ERROR, "2-extract.camel.yaml:");
        assertThat(new TreeMap<>(live.routes())).isEqualTo(before);
        assertThat(live.connector.ingestOne().problems().failures()).isEmpty();
        assertThat(refusal).startsWith(live.folder + "/2-extract.camel.yaml:" + (line > 0 ? line + ":" : "") + " ");
    }
}
