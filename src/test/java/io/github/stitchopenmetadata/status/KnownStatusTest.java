package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static io.github.stitchopenmetadata.text.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownStatusTest {

    private static final String SENT =
            """
            {'timestamp': 1000, 'executionStatus': 'Failed', 'executionId': 'x', 'endTime': 2000, 'error': {'errorMessage': 'why', 'failedTask': 'a'},
             'taskStatus': [{'name': 'a', 'executionStatus': 'Failed', 'startTime': 1000, 'endTime': 2000, 'logLink': 'https://x'},
                            {'name': 'b', 'executionStatus': 'Successful', 'startTime': 1000}]}""";

    private final StatusBooks books = new StatusBooks();

    private static PipelineStatus status(String body) {
        return new PipelineStatus("stitch.shop", json(body), false);
    }

    private StatusBook book(String latest) {
        StatusBook book = books.open(
                ShopWorkflow.named("stitch"), new Catalogs().open(json("{'version': '1.13.0'}")), json("[]"), 4711);
        books.addPipelines(
                book,
                page("[{'name': 'shop', 'fullyQualifiedName': 'stitch.shop', 'tasks': [], 'pipelineStatus': " + latest
                        + "}]"));
        return book;
    }

    @Test
    void isTheSameWhateverTheServerAdds() {
        assertThat(books.isLatest(book(SENT), status(SENT))).isTrue();
        assertThat(books.isLatest(
                        book(
                                """
                {'version': null, 'inputs': [], 'taskStatus': [{'name': 'b', 'executionStatus': 'Successful', 'startTime': 1000, 'endTime': null, 'taskId': 'z'},
                    {'logLink': 'https://x', 'name': 'a', 'executionStatus': 'Failed', 'startTime': 1000, 'endTime': 2000}],
                 'error': {'failedTask': 'a', 'errorMessage': 'why', 'stackTrace': null}, 'endTime': 2000, 'executionId': 'x', 'executionStatus': 'Failed', 'timestamp': 1000}"""),
                        status(SENT)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'timestamp': 1000 -> 'timestamp': 1001",
                "'executionId': 'x' -> 'executionId': 'y'",
                "'executionId': 'x', -> ",
                "'endTime': 2000, 'error' -> 'endTime': 2001, 'error'",
                "why -> other",
                "'failedTask': 'a' -> 'failedTask': 'b'",
                "'executionStatus': 'Failed', 'executionId' -> 'executionStatus': 'Pending', 'executionId'",
                "'executionStatus': 'Successful' -> 'executionStatus': 'Pending'",
                "https://x -> https://y",
                "'name': 'b' -> 'name': 'c'",
                "'endTime': 2000, 'logLink' -> 'logLink'"
            })
    void isAnotherWhereAnythingThatIsSentDiffers(String change) {
        String[] parts = change.split(" -> ", -1);

        String other = SENT.replace(parts[0], parts[1]);

        assertThat(other).isNotEqualTo(SENT);
        assertThat(books.isLatest(book(SENT), status(other))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{'executionStatus': 'Failed'}", "[]"})
    void isNoneWhereTheServerTellsNone(String latest) {
        assertThat(books.isLatest(book(latest), status(SENT))).isFalse();
        assertThat(books.hasLater(book(latest), status(SENT))).isFalse();
    }

    @Test
    void maybeHiddenByALaterOne() {
        assertThat(books.hasLater(book("{'timestamp': 1001}"), status(SENT))).isTrue();
        assertThat(books.hasLater(book("{'timestamp': 1000}"), status(SENT))).isFalse();
        assertThat(books.hasLater(book("{'timestamp': 999}"), status(SENT))).isFalse();
    }

    @Test
    void isAmongThoseOfItsTime() {
        assertThat(books.isAmong(status(SENT), json("{'data': [{'timestamp': 999}, " + SENT + "]}")))
                .isTrue();
        assertThat(books.isAmong(status(SENT), json("{'data': [" + SENT.replace("why", "other") + "]}")))
                .isFalse();
        assertThat(books.isAmong(status(SENT), json("{'data': []}"))).isFalse();
        assertThat(books.isAmong(status(SENT), null)).isFalse();
    }

    @Test
    void becomesTheLatestWhenItIsDelivered() {
        StatusBook book = book("{'timestamp': 1500}");

        books.delivered(book, status(SENT));
        assertThat(books.hasLater(book, status(SENT))).isTrue();

        PipelineStatus later =
                new PipelineStatus("stitch.shop", ((ObjectNode) json(SENT)).put("timestamp", 1500), false);
        books.delivered(book, later);
        assertThat(books.isLatest(book, later)).isTrue();
    }
}
