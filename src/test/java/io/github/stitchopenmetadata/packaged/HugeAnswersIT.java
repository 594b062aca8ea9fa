package io.github.stitchopenmetadata.packaged;

import static io.github.stitchopenmetadata.support.Patience.exitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.common.InputStreamSource;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Servers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are small on their way and large in memory, in a process of 256 MiB: each costs what it is about, and nothing else. */
@Tag(Extent.THOROUGH)
class HugeAnswersIT {

    private static final int OBJECTS = 1_200_000;

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(3, 8, 3, 1.0));

    @TempDir
    private Path folder;

    private List<String> run(Servers servers, int status) throws Exception {
        Program program = new Program(folder, List.of("-Xmx256m"));
        Process process = program.start(
                "-Dingest.once=true",
                "-Dstitch.hostPort=" + servers.stitch.baseUrl(),
                "-Dstitch.token=stitch-token",
                "-Dstitch.dbServiceNames=prod_postgres,warehouse",
                "-Dopenmetadata.hostPort=" + servers.catalog.baseUrl() + "/api",
                "-Dopenmetadata.jwtToken=catalog-token",
                "-Dstitch.jobs.requests=1000",
                "-Dretry.attempts=1",
                "-Dretry.delay=10");
        assertThat(exitStatus(process)).as(() -> output(program)).isEqualTo(status);
        return program.output();
    }

    /**
     * As a stream: of a body in memory WireMock makes several copies for each call.
     *
     * @param url a regular expression for path and query
     */
    private void answer(String url, byte[] body) {
        servers.alter((call, answer) -> call.getUrl().matches(url)
                ? Response.response()
                        .status(200)
                        .headers(new HttpHeaders(HttpHeader.httpHeader("Content-Type", "application/json")))
                        .body((InputStreamSource) () -> new ByteArrayInputStream(body))
                        .build()
                : answer);
    }

    private static String output(Program program) {
        try {
            return String.join("\n", program.output());
        } catch (IOException none) {
            return none.toString();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a list of streams  | /v4/sources/500001/streams        | [%s]",
                "schemas            | /v4/sources/500001/streams/[0-9]+ | [%s]",
                "fields of a schema | /v4/sources/500001/streams/[0-9]+ | {\"schema\":\"{}\",\"metadata\":[%s]}",
                "a page of tables   | /api/v1/tables[?].*SOURCE_0001.*  | {\"data\":[%s],\"paging\":{\"total\":1}}"
            })
    void costWhatTheyAreAbout(String what, String address, String form) throws Exception {
        String objects = "{\"a\":1},".repeat(OBJECTS);
        byte[] answer =
                form.replace("%s", objects.substring(0, objects.length() - 1)).getBytes(StandardCharsets.UTF_8);
        answer(address, answer);

        List<String> output = run(servers, 1);

        assertThat(output)
                .as(what)
                .noneMatch(line -> line.contains("Java heap space"))
                .anyMatch(line -> line.contains("source_0001") && line.contains("-Xmx"));
        assertThat(servers.catalogServer.catalog().edges()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(output).noneMatch(line -> line.contains("source_0002") && line.contains("ERROR"));
    }

    /** In one string, which Stitch sends the schema as, and in many fields. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSchemaOfFiftyMegabytesEndsInAReason(boolean inAString) throws Exception {
        String field = inAString
                ? "\\\"field_%07d\\\":{\\\"type\\\":\\\"string\\\"},"
                : "{\"breadcrumb\":[\"properties\",\"field_%07d\"],\"metadata\":{\"selected\":true}},";
        StringBuilder fields = new StringBuilder();
        for (int i = 0; fields.length() < 50_000_000; i++) {
            fields.append(field.formatted(i));
        }
        fields.setLength(fields.length() - 1);
        String answer = inAString
                ? "{\"schema\":\"{\\\"properties\\\":{" + fields + "}}\",\"metadata\":[]}"
                : "{\"schema\":\"{}\",\"metadata\":[" + fields + "]}";
        answer("/v4/sources/500001/streams/[0-9]+", answer.getBytes(StandardCharsets.UTF_8));

        List<String> output = run(servers, 1);

        assertThat(output)
                .noneMatch(line -> line.contains("Java heap space"))
                .anyMatch(line -> line.contains("source_0001") && line.contains("more than can be read"));
        assertThat(servers.catalogServer.catalog().edges()).hasSizeGreaterThanOrEqualTo(16);
    }

    @Test
    void aTableOfFiveThousandColumnsHasItsEdge() throws Exception {
        try (Servers wide = Servers.of(StitchAccount.generated(1, 2, 5_000, 1.0))) {
            run(wide, 0);

            assertThat(wide.catalogServer.catalog().edges()).hasSize(2).allSatisfy(edge -> assertThat(
                            edge.details().path("columnsLineage"))
                    .hasSizeGreaterThanOrEqualTo(5_000));
        }
    }
}
