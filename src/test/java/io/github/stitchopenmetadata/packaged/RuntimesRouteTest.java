package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.app.SandboxGuide;
import io.github.stitchopenmetadata.support.RawServer;
import io.github.stitchopenmetadata.http.BoundedHttp;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Run.Count;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Loading the routes is all that a Camel runtime has to do; what bounds the calls comes with them. */
class RuntimesRouteTest {

    enum Runtime {
        PLAIN {
            @Override
            Started start(Map<String, String> settings) throws Exception {
                CamelContext camel = PlainCamel.start(settings);
                return new Started(camel, camel);
            }
        },
        SPRING_BOOT {
            @Override
            Started start(Map<String, String> settings) {
                ConfigurableApplicationContext application = SpringBootApplicationWithRoutes.start(settings);
                return new Started(application.getBean(CamelContext.class), application);
            }
        };

        abstract Started start(Map<String, String> settings) throws Exception;
    }

    private record Started(CamelContext camel, AutoCloseable program) implements AutoCloseable {

        @Override
        public void close() throws Exception {
            program.close();
        }

        Run ingest() {
            camel.createFluentProducerTemplate().to("direct:ingest").send();
            return camel.getRegistry().lookupByNameAndType("runs", Runs.class).last().stream()
                    .filter(pass -> pass.kind() == Pass.Kind.LINEAGE)
                    .findFirst()
                    .orElseThrow()
                    .runs()
                    .get(0);
        }
    }

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    @TempDir
    private Path folder;

    @BeforeAll
    static void leaveTheLoggingOfTheTestsAlone() {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    }

    @ParameterizedTest
    @EnumSource
    void bringsPipelinesLineageAndStatus(Runtime runtime) throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                Started started = start(runtime, SandboxGuide.settings(sandbox))) {
            Run run = started.ingest();
            started.camel().createFluentProducerTemplate().to("direct:status").send();

            assertThat(run.failures()).isEmpty();
            assertThat(run.counted(Count.PIPELINES_CREATED)).isEqualTo(10);
            assertThat(run.counted(Count.EDGES_DRAWN)).isEqualTo(23);
            assertThat(sandbox.catalogServer()
                            .catalog()
                            .edge("prod_postgres.shop.public.orders", "warehouse.ANALYTICS.SHOP.ORDERS"))
                    .isPresent();
            assertThat(sandbox.catalogServer().catalog().statuses("stitch_sandbox.shop"))
                    .hasSize(1);
            assertThat(started.camel().getComponent("http", BoundedHttp.class).isAutomaticRetriesDisabled())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsNoMoreThanTheLimit(Runtime runtime) throws Exception {
        try (RawServer endless = new RawServer((request, out) -> {
                    out.write(RawServer.bytes(OK + "\r\n["));
                    while (true) {
                        out.write(RawServer.bytes("1,".repeat(5_000)));
                    }
                });
                Started started = start(runtime, settings(endless, "http.body.limit", "1000000"))) {
            assertThat(started.ingest().stopped()).contains("1000000 bytes", "http.body.limit");
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsNoLongerThanTheLimitForAWholeAnswer(Runtime runtime) throws Exception {
        try (RawServer slow = new RawServer((request, out) -> {
                    out.write(RawServer.bytes(OK + "\r\n"));
                    while (true) {
                        LockSupport.parkNanos(10_000_000);
                        out.write(' ');
                        out.flush();
                    }
                });
                Started started = start(runtime, settings(slow, "http.call.timeout", "300"))) {
            assertThat(started.ingest().stopped()).contains("0.3 s", "http.call.timeout");
        }
    }

    @ParameterizedTest
    @EnumSource
    void waitsNoLongerThanTheLimitForTheNextPart(Runtime runtime) throws Exception {
        try (RawServer silent = RawServer.sending(OK + "Content-Length: 10\r\n\r\n[");
                Started started = start(runtime, settings(silent, "http.response.timeout", "300"))) {
            assertThat(started.ingest().stopped()).contains("in time");
        }
    }

    /** A server that is busy is not called again by the HTTP client, which no limit would count. */
    @ParameterizedTest
    @EnumSource
    void leavesRepeatingToTheRoutes(Runtime runtime) throws Exception {
        try (RawServer busy = RawServer.sending(
                        "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: 0\r\nConnection: close\r\n\r\n");
                Started started = start(runtime, settings(busy, "retry.attempts", "2"))) {
            assertThat(started.ingest().stopped()).contains("503");
            assertThat(busy.connections()).isEqualTo(3);
        }
    }

    @Test
    void refusesToCallWithoutBounds() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getComponent("http");

            assertThatThrownBy(() -> PlainCamel.load(camel, Map.of()))
                    .rootCause()
                    .hasMessageContaining("camel.component.http.*");
        }
    }

    private Started start(Runtime runtime, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of(
                "ingest.at.start",
                "false",
                "ingest.on.schedule",
                "false",
                "retry.attempts",
                "0",
                "retry.delay",
                "10",
                "retry.max.delay",
                "20"));
        for (String directory : new String[] {"report", "parking", "state"}) {
            all.put(directory + ".directory", folder.resolve(directory).toString());
        }
        all.putAll(settings);
        return runtime.start(all);
    }

    private static Map<String, String> settings(RawServer stitch, String key, String value) {
        return Map.of(
                "stitch.serviceName",
                "stitch",
                "stitch.hostPort",
                stitch.url(),
                "stitch.token",
                "stitch-token",
                "openmetadata.hostPort",
                "http://127.0.0.1:1/api",
                "openmetadata.jwtToken",
                "catalog-token",
                key,
                value);
    }
}
