package io.github.stitchopenmetadata.faults;

import static io.github.stitchopenmetadata.support.RawServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that never ends, or that would fill the memory: each call has an end, in bytes and in time. */
class HostileServerRouteTest {

    private static final String WORKFLOW =
            """
            source:
              type: stitch
              serviceName: stitch
              serviceConnection: {config: {type: Stitch, hostPort: "URL", token: stitch-token}}
              sourceConfig: {config: {type: PipelineMetadata}}
            sink: {type: metadata-rest, config: {}}
            workflowConfig:
              openMetadataServerConfig:
                hostPort: "http://127.0.0.1:1/api"
                authProvider: openmetadata
                securityConfig: {jwtToken: catalog-token}
            """;
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final int LIMIT = 1_000_000;
    /** What a server may have sent before it learns that nobody reads: buffers of both systems. */
    private static final long BUFFERS = 16L * 1024 * 1024;

    @TempDir
    private static Path folder;

    private static Connector patient;
    /** Soon done with a call as a whole. */
    private static Connector hasty;
    /** Soon done with waiting for the next part. */
    private static Connector restless;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> settings = Map.of(
                "ingest.workflow",
                folder.resolve("stitch.yaml").toString(),
                "retry.attempts",
                "0",
                "http.body.limit",
                String.valueOf(LIMIT));
        patient = Connector.with(settings);
        hasty = Connector.with(with(settings, "http.call.timeout", "300"));
        restless = Connector.with(with(settings, "http.response.timeout", "300"));
    }

    private static Map<String, String> with(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    @AfterAll
    static void stop() {
        patient.close();
        hasty.close();
        restless.close();
    }

    private static String refusal(RawServer server) throws Exception {
        return refusal(server, patient);
    }

    /** Why nothing could be read from the server. */
    private static String refusal(RawServer server, Connector connector) throws Exception {
        Files.writeString(folder.resolve("stitch.yaml"), WORKFLOW.replace("URL", server.url()));
        try (server) {
            Run run = connector.ingestOne();
            assertThat(run.life().isRefused()).isTrue();
            return run.life().stopped().replaceAll("127\\.0\\.0\\.1:\\d+", "SERVER");
        }
    }

    @ParameterizedTest
    @CsvSource({"'[', '1,'", "'[\"', 'x'", "'', ' '"})
    void readsNoMoreThanTheLimitOfABodyThatNeverEnds(String start, String forever) throws Exception {
        RawServer server = new RawServer((request, out) -> {
            out.write(bytes(OK + "\r\n" + start));
            repeat(forever.repeat(10_000 / forever.length()), out);
        });

        assertThat(refusal(server)).contains("/v4/sources", "1000000 bytes", "http.body.limit");
        assertThat(server.sent()).isLessThan(LIMIT + BUFFERS);
    }

    @Test
    void readsNoMoreThanTheLimitOfALargeAnswerThatSaysHowLargeItIs() throws Exception {
        RawServer server = new RawServer((request, out) -> {
            out.write(bytes(OK + "Content-Length: 2147483648\r\n\r\n["));
            repeat("1,".repeat(5_000), out);
        });

        assertThat(refusal(server)).contains("1000000 bytes", "http.body.limit");
        assertThat(server.sent()).isLessThan(LIMIT + BUFFERS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void countsAPackedAnswerByWhatItUnpacksTo(int times) throws Exception {
        byte[] bomb = " ".repeat(20 * LIMIT).getBytes();
        for (int i = 0; i < times; i++) {
            bomb = zipped(bomb);
        }
        byte[] body = bomb;
        assertThat(body).hasSizeLessThan(LIMIT / 10);
        RawServer server = new RawServer((request, out) -> {
            out.write(bytes(OK + "Content-Encoding: gzip" + ", gzip".repeat(times - 1) + "\r\nContent-Length: "
                    + body.length + "\r\n\r\n"));
            out.write(body);
        });

        assertThat(refusal(server)).contains("1000000 bytes", "http.body.limit");
    }

    @Test
    void readsOnlyTheFirstWordsOfAnError() throws Exception {
        RawServer server = new RawServer((request, out) -> {
            out.write(bytes("HTTP/1.1 400 Bad\r\nContent-Length: 2147483648\r\n\r\n\"no "));
            repeat("no ".repeat(3_000), out);
        });

        assertThat(refusal(server)).contains("/v4/sources", "400", "no no no").hasSizeLessThan(400);
        assertThat(server.sent()).isLessThan(BUFFERS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Long: x                         | x",
                "X-Many: x                         | '\r\nX-Many: x'",
            })
    void readsNoMoreThanAReasonableHead(String start, String forever) throws Exception {
        RawServer server = new RawServer((request, out) -> {
            out.write(bytes("HTTP/1.1 200 OK\r\n" + start));
            repeat(forever.repeat(10_000 / forever.length()), out);
        });

        assertThat(refusal(server)).contains("/v4/sources", "SERVER broke: Maximum ", " exceeded");
        assertThat(server.sent()).isLessThan(BUFFERS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK",
                OK + "\r\n",
                OK + "Content-Length: 100000\r\n\r\n",
                OK + "Transfer-Encoding: chunked\r\n\r\n"
            })
    void waitsNoLongerThanTheLimitForAServerThatGoesOnByteByByte(String start) throws Exception {
        assertThat(refusal(dripping(start), hasty)).contains("SERVER", "0.3 s", "http.call.timeout");
    }

    /** An error of which nobody waits for all the words. */
    @Test
    void waitsNoLongerThanTheLimitForTheWordsOfAnError() throws Exception {
        try (Connector lessHasty = Connector.with(Map.of(
                "ingest.workflow",
                folder.resolve("stitch.yaml").toString(),
                "retry.attempts",
                "0",
                "http.call.timeout",
                "2000"))) {
            assertThat(refusal(dripping("HTTP/1.1 503 Busy\r\n\r\n"), lessHasty))
                    .contains("503")
                    .doesNotContain("http.call.timeout");
        }
    }

    private static RawServer dripping(String start) throws IOException {
        return new RawServer((request, out) -> {
            out.write(bytes(start));
            while (true) {
                LockSupport.parkNanos(10_000_000);
                out.write(' ');
                out.flush();
            }
        });
    }

    @Test
    void waitsNoLongerThanTheLimitForAServerThatAlwaysAnnouncesAnAnswer() throws Exception {
        RawServer server = new RawServer((request, out) -> repeat("HTTP/1.1 102 Processing\r\n\r\n", out));

        assertThat(refusal(server, hasty)).contains("SERVER", "0.3 s", "http.call.timeout");
    }

    @Test
    void waitsNoLongerThanTheLimitForTheNextPart() throws Exception {
        assertThat(refusal(RawServer.sending(OK + "Content-Length: 10\r\n\r\n["), restless))
                .contains("/v4/sources", "SERVER", "in time");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Content-Length: 10          | [        | Premature end of Content-Length delimited message body",
                "Transfer-Encoding: chunked  | 5__[     | Truncated chunk",
                "Transfer-Encoding: chunked  | zz__     | Bad chunk header: zz",
            })
    void doesNotTakeHalfAnAnswerForAWholeOne(String header, String body, String why) throws Exception {
        RawServer server = new RawServer((request, out) -> {
            out.write(bytes(OK + header + "\r\n\r\n" + body.replace("_", "\r\n")));
            throw new IOException("that is all");
        });

        assertThat(refusal(server)).contains("/v4/sources", "SERVER broke", why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is not HTTP\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n\r\n"
            })
    void refusesWhatIsNotHttp(String answer) throws Exception {
        assertThat(refusal(RawServer.sending(answer), restless))
                .matches(".*/v4/sources: .*SERVER (broke: .+|did not answer in time)");
    }

    private static void repeat(String text, OutputStream out) throws IOException {
        byte[] bytes = bytes(text);
        while (true) {
            out.write(bytes);
        }
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }
}
