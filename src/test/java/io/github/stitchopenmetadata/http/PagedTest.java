package io.github.stitchopenmetadata.http;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagedTest {

    private static final URI FIRST = URI.create("https://host.example/v4/loads");

    private final Calls calls = new Calls();

    private static Pages pages() {
        return new Pages(
                FIRST,
                answer -> answer.has("next")
                        ? URI.create(FIRST + "?page=" + answer.path("next").asText())
                        : null);
    }

    private static List<Integer> ids(List<JsonNode> records) {
        return records.stream().map(record -> record.path("id").asInt()).toList();
    }

    @Test
    void walksFromPageToPageUntilThereIsNoNext() {
        Pages pages = pages();

        assertThat(calls.hasNext(pages)).isTrue();
        assertThat(calls.uri(pages)).isEqualTo(FIRST);
        assertThat(ids(calls.records(pages, json("{'data': [{'id': 1}, {'id': 2}], 'next': 2}"))))
                .containsExactly(1, 2);
        assertThat(calls.hasNext(pages)).isTrue();
        assertThat(calls.uri(pages)).hasToString(FIRST + "?page=2");
        assertThat(calls.uri(pages)).hasToString(FIRST + "?page=2");
        assertThat(ids(calls.records(pages, json("{'data': [{'id': 3}]}")))).containsExactly(3);
        assertThat(calls.hasNext(pages)).isFalse();
    }

    @Test
    void knowsHowManyRecordsThereAreByTheLastAnswer() {
        Pages pages = pages();
        assertThat(pages.total()).isZero();
        pages.records(json("{'data': [{'id': 1}], 'total': 7, 'next': 2}"));
        assertThat(pages.total()).isEqualTo(7);
        pages.records(json("{'data': [{'id': 2}], 'total': 8}"));
        assertThat(pages.total()).isEqualTo(8);
    }

    @Test
    void refusesToGoRoundInCircles() {
        Pages pages = pages();
        pages.records(json("{'data': [], 'next': 2}"));
        pages.records(json("{'data': [], 'next': 3}"));

        assertThatThrownBy(() -> pages.records(json("{'data': [], 'next': 2}")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessage(
                        "/v4/loads: the link to the next page leads back to a page already read, the list is incomplete");
        assertThat(pages.hasNext()).isFalse();
    }

    @Test
    void refusesAPageThatLeadsToItself() {
        Pages pages = pages();
        pages.records(json("{'data': [], 'next': 2}"));

        assertThatThrownBy(() -> pages.records(json("{'data': [], 'next': 2}")))
                .isInstanceOf(InvalidAnswerException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'message': 'no'}   | an object {\"message\":\"no\"}",
                "{'data': null}      | an object {\"data\":null}",
                "{'data': {}}        | an object {\"data\":{}}",
                "[]                  | an array []",
                "'no such client'    | a string \"no such client\""
            })
    void refusesAnAnswerThatIsNoPage(String answer, String shape) {
        Pages pages = pages();

        assertThatThrownBy(() -> pages.records(json(answer)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessage("/v4/loads: expected an object with an array \"data\", got " + shape);
        assertThat(pages.hasNext()).isFalse();
    }
}
