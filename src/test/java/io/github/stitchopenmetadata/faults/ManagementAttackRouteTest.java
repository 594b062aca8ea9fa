package io.github.stitchopenmetadata.faults;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.ManyConnections;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A neighbour on the machine who has no token, against the management port. */
class ManagementAttackRouteTest {

    private static final int MOST = 200;
    private static final int CONNECTIONS = Extent.isThorough() ? 1_200 : 300;
    private static final Duration HEALTH = Duration.ofSeconds(2);

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

    private static Servers servers;
    private static Connector connector;

    private final HttpClient client = HttpClient.newHttpClient();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.of(StitchAccount.generated(2, 3, 2, 1.0));
        connector = servers.connector(Map.of(
                "management.enabled", "true",
                "management.port", "0",
                "management.token", "s3cret",
                // many runs in little time
                "stitch.jobs.requests", "10000"));
    }

    @AfterAll
    static void stop() {
        connector.close();
        servers.close();
    }

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void ignore() {
        awaitRuns();
        LOG.detachAppender(lines);
    }

    @Test
    void connectionsThatSayNothingOrHalfAHeadMakeRoom() throws Exception {
        holdsAgainst("", "POST /run HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    }

    @Test
    void bodiesAreNotReadWithoutTheToken() throws Exception {
        holdsAgainst("POST /run HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2000000\r\n\r\n" + "x".repeat(100_000));
    }

    @Test
    void bodiesWithTheTokenAreSmall() throws Exception {
        try (ManyConnections large = new ManyConnections(connector.managementPort())) {
            String head = "POST /run HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer s3cret\r\n";
            large.add(5, bytes(head + "Content-Length: 2000\r\n\r\n" + "x".repeat(1_100)));
            large.add(5, bytes(head + "Transfer-Encoding: chunked\r\n\r\n7d0\r\n" + "x".repeat(1_100)));

            await().until(() -> large.open() == 0);
        }
        assertThat(lines.list).noneMatch(ManagementAttackRouteTest::isError);
    }

    @Test
    void anAnswerThatNobodyReadsIsNoErrorAndMakesRoom() throws Exception {
        holdsAgainst("GET /observe/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    }

    @Test
    void noHttp2InClearTextAndAClientOfItIsAnsweredAllTheSame() throws Exception {
        HttpResponse<String> started = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .build()
                .send(
                        asked("/run").POST(HttpRequest.BodyPublishers.noBody()).build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(started.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(started.statusCode()).isEqualTo(202);
        try (ManyConnections prior = new ManyConnections(connector.managementPort())) {
            prior.add(1, bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
            await().until(() -> prior.open() == 0);
        }
    }

    /** While each of these is sent on so many connections: health, a run that is asked for, and a run's time. */
    private void holdsAgainst(String... sent) throws Exception {
        Duration calm = ingest();
        for (String each : sent) {
            try (ManyConnections attack = new ManyConnections(connector.managementPort())) {
                attack.add(CONNECTIONS, bytes(each));

                // again where another process has the processor meanwhile
                await().until(() -> {
                    Instant asked = Instant.now();
                    assertThat(status(asked("/observe/health/live").GET())).isEqualTo(200);
                    return Duration.between(asked, Instant.now()).compareTo(HEALTH) < 0;
                });
                await().until(() -> attack.open() <= MOST);

                if (Extent.isThorough()) {
                    Duration bound = calm.multipliedBy(6).dividedBy(5).plusMillis(200);
                    await().until(() -> ingest().compareTo(bound) < 0);
                } else {
                    ingest();
                }
                // 409 while a run of before still ends
                await().until(() -> status(asked("/run").POST(HttpRequest.BodyPublishers.noBody())) == 202);
                awaitRuns();
                if (Extent.isThorough()) {
                    await().until(() -> attack.open() == 0);
                }
            }
        }
        assertThat(lines.list).noneMatch(ManagementAttackRouteTest::isError);
    }

    private static void awaitRuns() {
        await().until(() -> connector.context().getInflightRepository().size() == 0);
    }

    /** @return the time of the fastest of some runs */
    private static Duration ingest() {
        return IntStream.range(0, Extent.count(1, 5))
                .mapToObj(run -> connector.ingest())
                .map(pass -> Duration.between(pass.startedAt(), pass.finishedAt()))
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private int status(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private HttpRequest.Builder asked(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + connector.managementPort() + path))
                .timeout(Patience.LIMIT)
                .header("Authorization", "Bearer s3cret");
    }

    private static boolean isError(ILoggingEvent line) {
        return line.getLevel() == Level.ERROR || line.getThrowableProxy() != null;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
