package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static io.github.stitchopenmetadata.text.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.stitch.Account;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownStatusTest {

    private static final String SENT =
            """
            {'timestamp': 1000, 'executionStatus': 'Failed', 'executionId': 'x', 'endTime': 2000, 'error': {'errorMessage': 'why', 'failedTask': 'a'},
             'taskStatus': [{'name': 'a', 'executionStatus': 'Failed', 'startTime': 1000, 'endTime': 2000, 'logLink': 'https://x'},
                            {'name': 'b', 'executionStatus': 'Successful', 'startTime': 1000}]}""";

    private final StatusBooks books = new StatusBooks();

    private static StatusDelivery status(StatusBook book, String body) {
        return new StatusDelivery(book, null, "stitch.shop", (ObjectNode) json(body), false);
    }

    private boolean isThere(String latest, String status) {
        return books.isThere(status(book(latest), status));
    }

    private boolean hasLater(String latest, String status) {
        return books.hasLater(status(book(latest), status));
    }

    private StatusBook book(String latest) {
        StatusBook book = books.open(
                Run.of(Pass.Kind.STATUS, ShopWorkflow.named("stitch")),
                new Account(json("[]")),
                new Catalogs().unopened(json("{'version': '1.13.0'}")));
        book.addPipelines(page("[{'name': 'shop', 'fullyQualifiedName': 'stitch.shop', 'tasks': [], 'pipelineStatus': "
                + latest + "}]"));
        return book;
    }

    @Test
    void isTheSameWhateverTheServerAdds() {
        assertThat(isThere(SENT, SENT)).isTrue();
        assertThat(isThere(
                        """
                {'version': null, 'inputs': [], 'taskStatus': [{'name': 'b', 'executionStatus': 'Successful', 'startTime': 1000, 'endTime': null, 'taskId': 'z'},
                    {'logLink': 'https://x', 'name': 'a', 'executionStatus': 'Failed', 'startTime': 1000, 'endTime': 2000}],
                 'error': {'failedTask': 'a', 'errorMessage': 'why', 'stackTrace': null}, 'endTime': 2000, 'executionId': 'x', 'executionStatus': 'Failed', 'timestamp': 1000}""",
                        SENT))
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
        assertThat(isThere(SENT, other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{'executionStatus': 'Failed'}", "[]"})
    void isNoneWhereTheServerTellsNone(String latest) {
        assertThat(isThere(latest, SENT)).isFalse();
        assertThat(hasLater(latest, SENT)).isFalse();
    }

    @Test
    void maybeHiddenByALaterOne() {
        assertThat(hasLater("{'timestamp': 1001}", SENT)).isTrue();
        assertThat(hasLater("{'timestamp': 1000}", SENT)).isFalse();
        assertThat(hasLater("{'timestamp': 999}", SENT)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'data': [{'timestamp': 999}, SENT]} | true",
                "{'data': [OTHER, SENT]}              | true",
                "{'data': [SENT, OTHER]}              | true",
                "{'data': [OTHER]}                    | false",
                "{'data': []}                         | false",
                "{}                                   | false"
            })
    void isThereWhereItIsAmongThoseOfItsTime(String answer, boolean there) {
        StatusDelivery status = status(book("{'timestamp': 1500}"), SENT);
        assertThat(books.isThere(status)).isFalse();

        assertThat(books.compare(
                        status, json(answer.replace("SENT", SENT).replace("OTHER", SENT.replace("why", "other")))))
                .isSameAs(status);

        assertThat(books.isThere(status)).isEqualTo(there);
    }

    @Test
    void isNotThereWhereThePipelineIsNot() {
        StatusDelivery status = status(book("{'timestamp': 1500}"), SENT);

        books.compare(status, MissingNode.getInstance());

        assertThat(books.isThere(status)).isFalse();
    }

    @Test
    void becomesTheLatestWhenItIsDelivered() {
        StatusBook book = book("{'timestamp': 1500}");

        books.delivered(status(book, SENT));
        assertThat(books.hasLater(status(book, SENT))).isTrue();

        String later = SENT.replace("'timestamp': 1000", "'timestamp': 1500");
        assertThat(books.isThere(status(book, later))).isFalse();
        books.delivered(status(book, later));
        assertThat(books.isThere(status(book, later))).isTrue();
    }
}
