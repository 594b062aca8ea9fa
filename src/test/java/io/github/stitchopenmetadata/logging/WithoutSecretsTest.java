package io.github.stitchopenmetadata.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutSecretsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http-outgoing-0 >> Authorization: Bearer t0ken           | http-outgoing-0 >> Authorization: Bearer ***",
                "Found property: stitch.token with value: t0ken to be used. | Found property: stitch.token with value: *** to be used.",
                "Resolved text: {{openmetadata.jwtToken:}} -> t0ken       | Resolved text: {{openmetadata.jwtToken:}} -> ***",
                "lookup(name: stitch.token default: ) -> t0ken            | lookup(name: stitch.token default: ) -> ***"
            })
    void hidesTokensInWhatCamelAndTheHttpClientLog(String text, String hidden) {
        assertThat(WithoutSecrets.hidden(text)).isEqualTo(hidden);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Starting route: ingest from: direct://ingest",
                "Resolved text: {{stitch.serviceName:}} -> stitch"
            })
    void leavesTheRestAsItIs(String text) {
        assertThat(WithoutSecrets.hidden(text)).isEqualTo(text);
    }
}
