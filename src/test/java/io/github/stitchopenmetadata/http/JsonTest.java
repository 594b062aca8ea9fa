package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static JsonNode read(String body) throws IOException {
        InputStream answer = body == null ? null : new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        return new Json().read(answer);
    }

    @Test
    void readsAnAnswer() throws IOException {
        assertThat(read("{\"name\": \"Größe 🛒\"}").path("name").asText()).isEqualTo("Größe 🛒");
        assertThat(read("\"a string\"").isTextual()).isTrue();
    }

    @Test
    void takesAnEmptyAnswerForNothing() throws IOException {
        assertThat(read(null).isMissingNode()).isTrue();
        assertThat(read("").isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\": [", "{} {}", "[1,]", "<html>", "{\"a\": 1} trailing"})
    void refusesAnAnswerThatIsNotWhole(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(JsonProcessingException.class);
    }
}
