package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {

    private final Map<String, Object> headers = new HashMap<>(Map.of("CamelHttpResponseCode", 200));
    private Request.Answer wanted = Request.Answer.ANY;

    private JsonNode read(String body) throws Exception {
        return read(body == null ? null : new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode read(InputStream body) throws Exception {
        return new Answers().read(body, headers, wanted, Request.Reading.ALL);
    }

    private RefusedException refused(int status, InputStream body) {
        headers.put("CamelHttpResponseCode", status);
        return catchThrowableOfType(RefusedException.class, () -> read(body));
    }

    @Test
    void readsAnAnswer() throws Exception {
        assertThat(read("{\"name\": \"Größe 🛒\"}").path("name").asText()).isEqualTo("Größe 🛒");
        assertThat(read("\"a string\"").isTextual()).isTrue();
    }

    @Test
    void takesAnEmptyAnswerForNothing() throws Exception {
        assertThat(read((String) null).isMissingNode()).isTrue();
        assertThat(read("").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\": [",
                "{} {}",
                "[1,]",
                "<html>",
                "{\"a\": 1} trailing",
                "[NaN]",
                "[Infinity]",
                "{'a': 1}",
                "[01]",
                "{\"id\": 1, \"id\": 2}"
            })
    void refusesWhatIsNoJson(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void refusesWhatNoApiSends() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);

        assertThatThrownBy(() -> read(deep)).isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> read("[\"" + "x".repeat(17_000_000) + "\"]"))
                .isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> read("{\"" + "x".repeat(20_000) + "\": 1}"))
                .isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> read("[1" + ",1".repeat(5_000_000) + "]"))
                .isInstanceOf(StreamConstraintsException.class);
        assertThatThrownBy(() -> read("[" + "9".repeat(5000) + "]")).isInstanceOf(StreamConstraintsException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json                     | UTF-8",
                "application/json; charset=utf-8      | UTF-8",
                "application/json; charset=ISO-8859-1 | UTF-8",
                "application/json; charset=ISO-8859-1 | ISO-8859-1",
                "text/plain;charset=windows-1252      | windows-1252",
                "application/json; charset=UTF-16     | UTF-16",
                "application/json; charset=klingon    | UTF-8",
                "application/json; charset=a b()!     | UTF-8",
                ";;;=                                 | UTF-8",
                "                                     | UTF-8"
            })
    void readsUtf8AndElseWhatIsDeclared(String contentType, String sent) throws Exception {
        headers.put("Content-Type", contentType);
        byte[] body = "{\"name\": \"Größe\"}".getBytes(Charset.forName(sent));

        assertThat(read(new ByteArrayInputStream(body)).path("name").asText()).isEqualTo("Größe");
        assertThat(refused(500, new ByteArrayInputStream(body)).body()).contains("Größe");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatThrownBy(() -> read(new ByteArrayInputStream(new byte[] {'"', (byte) 0xFF, '"'})))
                .isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 199, 300, 302, 304, 400, 401, 404, 429, 500, 503, 599, 999})
    void takesEveryStatusButSuccessForARefusal(int status) {
        RefusedException refusal =
                refused(status, new ByteArrayInputStream("\"Unauthorized\"".getBytes(StandardCharsets.UTF_8)));

        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.body()).isEqualTo("\"Unauthorized\"");
        assertThat(refusal.retryAfter()).isNull();
    }

    @Test
    void passesOnHowLongTheServerAsksToWaitUnlessItCannotDecide() {
        headers.put("Retry-After", "7");
        assertThat(refused(429, null).retryAfter()).isEqualTo("7");
        headers.put("Retry-After", List.of("7", "8"));
        assertThat(refused(429, null).retryAfter()).isNull();
    }

    @Test
    void readsNoMoreOfAnErrorThanItsFirstWords() {
        Endless body = new Endless();

        assertThat(refused(500, body).body()).hasSize(64 * 1024);
        assertThat(body.read).isEqualTo(64 * 1024);
        assertThat(body.closed).isTrue();
    }

    @Test
    void knowsTheStatusOfAnAnswerThatBreaksOff() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };

        assertThat(refused(401, broken).status()).isEqualTo(401);
    }

    @Test
    void closesWhatItCannotRead() {
        Endless body = new Endless();

        assertThatThrownBy(() -> read(body)).isInstanceOf(JsonProcessingException.class);
        assertThat(body.closed).isTrue();
    }

    private static final class Endless extends InputStream {

        private long read;
        private boolean closed;

        @Override
        public int read() {
            read++;
            return 'x';
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "[%s]"})
    void forgetsTheCredentialsOfSources(String answer) throws Exception {
        String source =
                """
                {"properties": {"host": "h", "api_key": "s3cr3t"},
                 "report_card": {"steps": [{"properties": [{"name": "api_key", "is_credential": true}]}]}}
                """;

        JsonNode read = read(answer.formatted(source));

        assertThat(read.toString()).contains("\"host\":\"h\"").doesNotContain("s3cr3t");
    }

    @Test
    void findsAnErrorThatComesWithAGoodStatusWhereThatIsLookedFor() throws Exception {
        assertThat(read("{\"error\": 1}").path("error").asInt()).isOne();

        wanted = Request.Answer.NO_ERROR;

        assertThat(read("{\"job_name\": \"a\"}").path("job_name").asText()).isEqualTo("a");
        assertThatThrownBy(() -> read("{\"error\": {\"type\": \"busy\"}}"))
                .isInstanceOfSatisfying(RefusedException.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(200);
                    assertThat(refusal.body()).contains("busy");
                });
    }

    @Test
    void takesWhereARedirectLeadsToWhereThatIsWanted() throws Exception {
        wanted = Request.Answer.LOCATION;
        headers.put("CamelHttpResponseCode", 302);
        headers.put("Location", "https://s3.example/log");

        assertThat(read((InputStream) null).textValue()).isEqualTo("https://s3.example/log");

        headers.remove("Location");
        assertThatThrownBy(() -> read("")).isInstanceOf(RefusedException.class);
        headers.put("CamelHttpResponseCode", 200);
        assertThatThrownBy(() -> read("{}")).isInstanceOf(RefusedException.class);
    }

    @Test
    void readsTheLinesOfAText() throws Exception {
        wanted = Request.Answer.LINES;
        headers.put("Content-Type", "text/plain");

        assertThat(read("one\r\ntwo\n")).hasToString("[\"one\",\"two\"]");
    }
}
