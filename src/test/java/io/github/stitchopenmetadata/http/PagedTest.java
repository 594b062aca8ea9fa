package io.github.stitchopenmetadata.http;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagedTest {

    private static final Request FIRST = Request.of("getLoads", Side.STITCH, "GET", "/v4/loads");

    private final Paging paging = new Paging();
    private final List<Integer> ids = new ArrayList<>();

    private Paged list() {
        return new Paged(
                FIRST,
                answer -> answer.has("next")
                        ? FIRST.query("page", answer.path("next").asText())
                        : null,
                this::keep);
    }

    /** A list whose answers link to the next page. */
    private Paged linked() {
        return new Paged(
                FIRST,
                answer ->
                        answer.has("next") ? FIRST.following(answer.path("next").asText()) : null,
                this::keep);
    }

    private void keep(List<JsonNode> records) {
        records.forEach(record -> ids.add(record.path("id").asInt()));
    }

    @Test
    void walksFromPageToPageUntilThereIsNoNext() {
        Paged list = list();

        assertThat(paging.hasNext(list)).isTrue();
        assertThat(paging.next(list)).isEqualTo(FIRST);
        assertThat(paging.add(list, json("{'data': [{'id': 1}, {'id': 2}], 'next': 2}")))
                .isSameAs(list);
        assertThat(ids).containsExactly(1, 2);
        assertThat(list.isComplete()).isFalse();
        assertThat(paging.hasNext(list)).isTrue();
        assertThat(paging.next(list).path()).isEqualTo("/v4/loads?page=2");
        assertThat(paging.next(list).path()).isEqualTo("/v4/loads?page=2");
        paging.add(list, json("{'data': [{'id': 3}]}"));
        assertThat(ids).containsExactly(1, 2, 3);
        assertThat(paging.hasNext(list)).isFalse();
        assertThat(list.isComplete()).isTrue();
        assertThat(list.count()).isEqualTo(2);
    }

    @Test
    void givesTheRecordsAwayWithTheListAsItStandsAfterThePage() {
        List<String> seen = new ArrayList<>();
        Paged list = new Paged(
                FIRST,
                answer ->
                        answer.has("next") ? FIRST.following(answer.path("next").asText()) : null,
                (records, after) -> seen.add(records.size() + " " + after.count() + " " + after.total() + " "
                        + (after.isComplete() ? "end" : after.next().link())));

        paging.add(list, json("{'data': [{}, {}], 'total': 3, 'next': '/v4/loads?page=2'}"));
        paging.add(list, json("{'data': [{}], 'total': 3}"));

        assertThat(seen).containsExactly("2 1 3 /v4/loads?page=2", "1 2 3 end");
    }

    @Test
    void endsIncompleteAfterSoManyPagesAsAreAllowed() {
        Paged list = list().limitedTo(2);
        paging.add(list, json("{'data': [{'id': 1}], 'next': 2}"));
        assertThat(paging.hasNext(list)).isTrue();

        paging.add(list, json("{'data': [{'id': 2}], 'next': 3}"));

        assertThat(paging.hasNext(list)).isFalse();
        assertThat(list.isComplete()).isFalse();
    }

    @Test
    void refusesAListWithMorePagesThanAnyHas() {
        paging.setMaximumPages(2);
        Paged list = list();
        paging.add(list, json("{'data': [], 'next': 2}"));
        assertThat(paging.hasNext(list)).isTrue();
        paging.add(list, json("{'data': [], 'next': 3}"));

        assertThatThrownBy(() -> paging.hasNext(list))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("/v4/loads: ", "2 pages", "http.pages.limit");
        Paged whole = list();
        paging.add(whole, json("{'data': [], 'next': 2}"));
        paging.add(whole, json("{'data': []}"));
        assertThat(paging.hasNext(whole)).isFalse();
    }

    @Test
    void knowsHowManyRecordsThereAreByTheLastAnswer() {
        Paged list = list();
        assertThat(list.total()).isZero();
        list.take(json("{'data': [{'id': 1}], 'total': 7, 'next': 2}"));
        assertThat(list.total()).isEqualTo(7);
        list.take(json("{'data': [{'id': 2}], 'total': 8}"));
        assertThat(list.total()).isEqualTo(8);
    }

    @Test
    void refusesToGoRoundInCircles() {
        Paged list = list();
        list.take(json("{'data': [], 'next': 2}"));
        list.take(json("{'data': [], 'next': 3}"));

        assertThatThrownBy(() -> list.take(json("{'data': [{'id': 1}], 'next': 2}")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("/v4/loads: ", "next page");
        assertThat(list.hasNext()).isFalse();
        assertThat(ids).isEmpty();
    }

    @Test
    void refusesAPageThatLeadsToItself() {
        Paged list = list();
        list.take(json("{'data': [], 'next': 2}"));

        assertThatThrownBy(() -> list.take(json("{'data': [], 'next': 2}"))).isInstanceOf(InvalidAnswerException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/v4/loads?page=2,                     https://host.example/v4/loads?page=2",
        "https://host.example/v4/loads?page=2, /v4/loads?page=2",
        "/s/t/v4/loads?page=2,                 /v4/loads?page=2",
        "/v4/loads?page=2,                     HTTPS://HOST.example:443/v4/loads?page=2",
        "/v4/loads?page=2,                     //host.example/v4/loads?page=2",
        "/v4/loads?page=2,                     https://host.example/v4/loads"
    })
    void knowsAPageThatWasReadByWhateverAddressTheServerGives(String link, String again) {
        Paged list = linked();
        list.take(json("{'data': [], 'next': '" + link + "'}"));

        assertThatThrownBy(() -> list.take(json("{'data': [], 'next': '" + again + "'}")))
                .isInstanceOf(InvalidAnswerException.class);
        assertThat(list.hasNext()).isFalse();
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
        Paged list = list();

        assertThatThrownBy(() -> list.take(json(answer)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("/v4/loads: ", "\"data\"", shape);
        assertThat(list.hasNext()).isFalse();
    }
}
