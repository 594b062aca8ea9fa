package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no more destinations                                                     | no more destinations",
                "\"no more destinations\"                                                 | no more destinations",
                "{\"code\": \"Bad\", \"message\": \"check the form\", \"errors\": {\"a\": \"b\"}} | check the form (a: b)",
                "{\"error\": \"InvalidName\", \"data\": {\"message\": \"taken (x)\"}}     | taken (x)",
                "{\"error\": {\"type\": \"busy\", \"message\": \"runs already\"}}         | runs already",
                "{\"error\": {\"message\": \"no access\"}}                                | no access",
                "{\"error\": {\"message\": {\"email\": \"malformed\"}}}                   | email: malformed",
                "{\"error\": \"NotFound\"}                                                | NotFound",
                "{\"invalid_fields\": \"ids [nil]\"}                                      | ids [nil]",
                "{\"disabled_at\": \"tomorrow\"}                                          | {\"disabled_at\": \"tomorrow\"}",
                "{\"status\": \"NOT FOUND\"}                                              | NOT FOUND",
                "{\"code\": 404, \"errorType\": \"X\", \"message\": \"table instance for a.b not found\"} | table instance for a.b not found",
                "{\"responseMessage\": \"An exception [HTTP 404 Not Found]\"}             | An exception [HTTP 404 Not Found]",
                "Unexpected character at line: 1                                          | Unexpected character at line: 1",
                "{\"message\": \"cut of                                                   | {\"message\": \"cut of",
                "{\"message\": null, \"status\": 500}                                     | {\"message\": null, \"status\": 500}",
                "[]                                                                       | []",
                "<html><body>token tok-1</body></html>                                    | an HTML page",
                "`  <!DOCTYPE html>`                                                      | an HTML page"
            })
    void findsTheSentence(String body, String words) {
        assertThat(ServerWords.in(body).message()).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"code\": \"Bad\", \"message\": \"check the form\"}                        | Bad",
                "{\"error\": \"InvalidName\", \"data\": {\"message\": \"taken (x)\"}}     | InvalidName",
                "{\"error\": {\"type\": \"busy\", \"message\": \"runs already\"}}         | busy",
                "{\"error\": \"Not Authenticated.\", \"errors\": null}                      | ``",
                "{\"code\": 404, \"message\": \"not found\"}                               | ``",
                "no more destinations                                                     | ``"
            })
    void findsTheServersOwnCode(String body, String code) {
        assertThat(ServerWords.in(body).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n"})
    void saysNothingForAnEmptyBody(String body) {
        assertThat(ServerWords.in(body)).isEqualTo(new ServerWords("", ""));
    }

    @Test
    void fitsOnOneLine() {
        assertThat(ServerWords.in("{\"message\": \"one\\ntwo\\u001b[31m\"}").message())
                .isEqualTo("one two [31m");
        assertThat(ServerWords.in("x".repeat(5000)).message()).hasSize(300);
    }
}
