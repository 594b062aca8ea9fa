package io.github.stitchopenmetadata.packaged;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.http.BoundedHttp;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.RawServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

        /** The routes that wait for nobody to call them. */
        List<Route> begunOnItsOwn() {
            return camel.getRoutes().stream()
                    .filter(route -> route.getEndpoint().getEndpointUri().matches("((schedule-)?quartz|file):.*"))
                    .toList();
        }

        ServiceStatus status(Route route) {
            return camel.getRouteController().getRouteStatus(route.getRouteId());
        }

        Run ingest() {
            camel.createFluentProducerTemplate()
                    .withBody("lineage")
                    .to("direct:pass")
                    .send();
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

    /** One of them outside the thorough profile: as far as one can see, it makes no difference. */
    static List<Runtime> one() {
        return Extent.cases(List.of(Runtime.PLAIN), List.of(Runtime.values()));
    }

    @ParameterizedTest
    @MethodSource("one")
    void bringsPipelinesLineageAndStatus(Runtime runtime) throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                Started started = start(runtime, sandbox.settings())) {
            Run run = started.ingest();
            started.camel()
                    .createFluentProducerTemplate()
                    .withBody("status")
                    .to("direct:pass")
                    .send();

            assertThat(run.problems().failures()).isEmpty();
            assertThat(run.counts().of(Count.PIPELINES_CREATED)).isEqualTo(10);
            assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(23);
            assertThat(sandbox.catalogServer()
                            .catalog()
                            .edge("prod_postgres.shop.public.orders", "warehouse.ANALYTICS.SHOP.ORDERS"))
                    .isPresent();
            assertThat(sandbox.catalogServer().catalog().statuses("stitch_sandbox.shop"))
                    .hasSize(1);
            assertThat(started.camel()
                            .getComponent("stitch-http", BoundedHttp.class)
                            .isAutomaticRetriesDisabled())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @Tag(Extent.THOROUGH)
    @MethodSource("one")
    void readsNoMoreThanTheLimit(Runtime runtime) throws Exception {
        try (RawServer endless = new RawServer((request, out) -> {
                    out.write(RawServer.bytes(OK + "\r\n["));
                    while (true) {
                        out.write(RawServer.bytes("1,".repeat(5_000)));
                    }
                });
                Started started = start(runtime, settings(endless, "http.body.limit", "1000000"))) {
            assertThat(started.ingest().life().stopped()).contains("1000000 bytes", "http.body.limit");
        }
    }

    @ParameterizedTest
    @MethodSource("one")
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
            assertThat(started.ingest().life().stopped()).contains("0.3 s", "http.call.timeout");
        }
    }

    @ParameterizedTest
    @MethodSource("one")
    void waitsNoLongerThanTheLimitForTheNextPart(Runtime runtime) throws Exception {
        try (RawServer silent = RawServer.sending(OK + "Content-Length: 10\r\n\r\n[");
                Started started = start(runtime, settings(silent, "http.response.timeout", "300"))) {
            assertThat(started.ingest().life().stopped()).contains("in time");
        }
    }

    /** A server that is busy is not called again by the HTTP client, which no limit would count. */
    @ParameterizedTest
    @MethodSource("one")
    void leavesRepeatingToTheRoutes(Runtime runtime) throws Exception {
        try (RawServer busy = RawServer.sending(
                        "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nRetry-After: 0\r\nConnection: close\r\n\r\n");
                Started started = start(runtime, settings(busy, "retry.attempts", "2"))) {
            assertThat(started.ingest().life().stopped()).contains("503");
            assertThat(busy.connections()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @MethodSource("one")
    void leavesTheHostsOwnHttpAsItIs(Runtime runtime) throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                RawServer other =
                        RawServer.sending("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello");
                Started started = start(runtime, sandbox.settings())) {
            RouteBuilder.addRoutes(
                    started.camel(), host -> host.from("direct:host").to(other.url() + "/of-the-host?httpMethod=GET"));

            assertThat(started.ingest().problems().failures()).isEmpty();

            assertThat(started.camel().createProducerTemplate().requestBody("direct:host", "", String.class))
                    .isEqualTo("hello");
            assertThat(started.camel().getComponent("http")).isExactlyInstanceOf(HttpComponent.class);
        }
    }

    @ParameterizedTest
    @MethodSource("one")
    void waitsForAnAccount(Runtime runtime) throws Exception {
        try (LogLines lines = new LogLines();
                Started started = start(runtime, Map.of("ingest.at.start", "true", "ingest.on.schedule", "true"))) {
            assertThat(started.begunOnItsOwn()).hasSize(4).allSatisfy(route -> assertThat(started.status(route))
                    .isEqualTo(ServiceStatus.Stopped));
            assertThat(lines.at(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("no account is named", "ingest.workflow", "stitch.token");
        }
    }

    @ParameterizedTest
    @MethodSource("one")
    void refusesTheSandboxWhichOnlyTheProgramHas(Runtime runtime) throws Exception {
        try (LogLines lines = new LogLines();
                Started started =
                        start(runtime, Map.of("sandbox", "true", "stitch.token", "x", "ingest.at.start", "true"))) {
            assertThat(started.begunOnItsOwn())
                    .allSatisfy(route -> assertThat(started.status(route)).isEqualTo(ServiceStatus.Stopped));
            assertThat(lines.at(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains("sandbox is true", "stitch-openmetadata.jar");
        }
    }

    @ParameterizedTest
    @MethodSource("one")
    void beginsOnItsOwnWhereAnAccountIsNamed(Runtime runtime) throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            Map<String, String> settings = new HashMap<>(sandbox.settings());
            settings.put("ingest.at.start", "true");
            try (Started started = start(runtime, settings)) {
                await().until(() -> !sandbox.catalogServer()
                        .catalog()
                        .statuses("stitch_sandbox.shop")
                        .isEmpty());
            }
        }
    }

    /** What the program tells its own Camel is not for that of others. */
    @ParameterizedTest
    @MethodSource("one")
    void leavesCamelAsItIs(Runtime runtime) throws Exception {
        try (Started started = start(runtime, Map.of());
                CamelContext plain = new DefaultCamelContext()) {
            assertThat(started.camel().getName()).doesNotContain("stitch");
            assertThat(started.camel().getShutdownStrategy().getTimeout())
                    .isEqualTo(plain.getShutdownStrategy().getTimeout());
            assertThat(started.camel().getGlobalOption(Exchange.LOG_EIP_NAME)).isNull();
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
        for (String directory : new String[] {"report", "deadletter", "state"}) {
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
