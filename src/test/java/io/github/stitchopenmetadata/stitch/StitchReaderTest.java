package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.PresentSources;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StitchReaderTest {

    private final StitchReader reader = new StitchReader();

    private static final WorkflowRun RUN = ShopWorkflow.run(ShopWorkflow.named("stitch"));
    private static final String D7 = "{'id': 7, 'type': 'postgres', 'name': 'd7', 'properties': {'database': 'dwh'}}";
    private static final String D8 = "{'id': 8, 'type': 'postgres', 'name': 'd8', 'properties': {'database': 'dwh'}}";

    private static Stream stream(String metadata) {
        return new Stream(
                ShopSource.with("'type': 'platform.mysql'"),
                5,
                "shop-public-orders",
                "orders",
                true,
                Stream.Metadata.of(json(metadata)),
                null);
    }

    private static Destination destination(long id) {
        return new Destination(id, "postgres", "d" + id, Map.of("database", "dwh"));
    }

    @Test
    void takesOnlyAnArrayOfSources() {
        assertThat(reader.account(json("[{'id': 1}, 'odd']")).sources()).hasSize(2);
        assertThatThrownBy(() -> reader.account(json("{'message': 'no'}")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("/v4/sources: ", "an object {\"message\":\"no\"}");
    }

    @Test
    void takesTheMetadataOfATable() {
        LineageMessage.Stream read = reader.described(
                stream(
                        """
                {'database-name': 'shop', 'schema-name': 'public', 'is-view': false, 'replication-method': 'INCREMENTAL',
                 'replication-key': 'updated_at', 'table-key-properties': ['id', 'line'], 'view-key-properties': ['other']}"""),
                json("{'schema': '{}'}"));

        assertThat(read)
                .isEqualTo(new LineageMessage.Stream(
                        5,
                        "shop-public-orders",
                        "orders",
                        "shop",
                        "public",
                        false,
                        "INCREMENTAL",
                        "updated_at",
                        List.of("id", "line"),
                        List.of(),
                        List.of(),
                        null,
                        null));
    }

    @Test
    void takesTheKeysOfAViewAndTheForcedMethod() {
        LineageMessage.Stream read = reader.described(
                stream(
                        """
                {'is-view': true, 'replication-method': 'INCREMENTAL', 'forced-replication-method': 'FULL_TABLE',
                 'table-key-properties': [], 'view-key-properties': ['id']}"""),
                json("{'schema': '{}'}"));

        assertThat(read.view()).isTrue();
        assertThat(read.keys()).containsExactly("id");
        assertThat(read.replicationMethod()).isEqualTo("FULL_TABLE");
        assertThat(read.database()).isNull();
        assertThat(read.schema()).isNull();
    }

    @Test
    void readsAStreamWithoutMetadata() {
        LineageMessage.Stream read = reader.described(
                Stream.of(
                        ShopSource.with("'type': 'platform.mysql'"),
                        json("{'stream_id': 5, 'stream_name': 'orders', 'selected': true}")),
                json("{'schema': '{}'}"));

        assertThat(read)
                .isEqualTo(new LineageMessage.Stream(
                        5, "", "orders", null, null, false, null, null, List.of(), List.of(), List.of(), null, null));
    }

    @Test
    void saysWhyAStreamCouldNotBeRead() {
        assertThat(reader.unreadable(stream("{'schema-name': 'public'}"), new IllegalStateException("no schema")))
                .isEqualTo(new LineageMessage.Stream(
                        5,
                        "shop-public-orders",
                        "orders",
                        null,
                        "public",
                        false,
                        null,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        "no schema"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {"-", "''", "' '"},
            nullValues = "-")
    void neverLeavesOutThatAStreamCouldNotBeRead(String message) {
        assertThat(reader.unreadable(stream("{}"), new NullPointerException(message))
                        .problem())
                .isEqualTo("NullPointerException");
    }

    /** The only message of a source with these streams. */
    private LineageMessage message(SourceExtraction extraction, LineageMessage.Stream... streams) {
        reader.begin(extraction, RUN);
        for (int position = streams.length - 1; position >= 0; position--) {
            assertThat(reader.add(extraction, position, streams[position])).isEmpty();
        }
        List<LineageMessage> messages = reader.end(extraction);
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    @Test
    void keepsStreamsInTheirOrderInWhateverOrderTheyAreRead() {
        LineageMessage.Stream first = reader.unreadable(stream("{}"), new IllegalStateException("1"));
        LineageMessage.Stream second = reader.unreadable(stream("{}"), new IllegalStateException("2"));

        SourceExtraction extraction = ShopSource.extraction("'type': 'import_api'", "[]");
        reader.addStreams(extraction, json("[{'stream_id': 5, 'stream_name': 'orders', 'selected': true}]"));
        assertThat(message(extraction, first, second).streams()).containsExactly(first, second);
    }

    @Test
    void writesAMessageForASource() {
        Instant before = Instant.now().minusSeconds(1);
        LineageMessage message = message(ShopSource.extraction(
                """
                'display_name': 'Shop', 'type': 'platform.mysql', 'paused_at': '2024-01-01T00:00:00Z', 'created_at': '2020-01-01T00:00:00Z',
                'properties': {'database': 'crm', 'frequency_in_minutes': '60'}, 'report_card': {'current_step_type': 'form'}""",
                "[" + D7 + "]"));

        assertThat(message.source())
                .isEqualTo(new LineageMessage.Source(
                        11,
                        "shop",
                        "Shop",
                        "platform.mysql",
                        null,
                        "https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/",
                        false,
                        false,
                        "2020-01-01T00:00:00Z",
                        "0 * * * *",
                        Map.of("database", "crm"),
                        null));
        assertThat(message.destination())
                .isEqualTo(new LineageMessage.Destination(7, "postgres", "d7", Map.of("database", "dwh")));
        assertThat(message)
                .extracting(LineageMessage::version, LineageMessage::runId, LineageMessage::service)
                .containsExactly(LineageMessage.VERSION, "run-1", "stitch");
        assertThat(Instant.parse(message.extractedAt())).isBetween(before, Instant.now());
        assertThat(message.part()).isEqualTo(LineageMessage.Part.ONLY);
    }

    @Test
    void writesAMessageWithoutDestinationOrStreams() {
        LineageMessage message = message(ShopSource.extraction("'type': 'import_api'", "[]"));

        assertThat(message.destination()).isNull();
        assertThat(message.streams()).isEmpty();
        assertThat(message.source().active()).isTrue();
    }

    @Test
    void takesADestinationOnlyFromAnAnswerThatLeavesTheOthersOut() {
        assertThat(destination("[" + D7 + "," + D8 + "]", "[" + D8 + "]")).isEqualTo(destination(8));
        assertThat(destination("[" + D7 + "," + D8 + "]", "[" + D7 + "," + D8 + "]"))
                .isNull();
        assertThat(destination("[" + D7 + "," + D8 + "]", "[]")).isNull();
        assertThat(destination("[" + D7 + "]", "[" + D8 + "]"))
                .as("the only one of the account")
                .isEqualTo(destination(7));
    }

    /** Where the source loads into, by the destinations of the account and those that Stitch names for the source. */
    private Destination destination(String ofAccount, String ofSource) {
        SourceExtraction extraction = ShopSource.extraction("'type': 'import_api'", ofAccount);
        return reader.addDestination(extraction, json(ofSource)).destination();
    }

    @Test
    void asksForTheDestinationOfASourceOnlyWhereThereAreSeveral() {
        for (String destinations : List.of("[]", "[" + D7 + "]")) {
            assertThat(reader.hasSeveralDestinations(ShopSource.extraction("'type': 'import_api'", destinations)))
                    .isFalse();
        }
        assertThat(reader.hasSeveralDestinations(
                        ShopSource.extraction("'type': 'import_api'", "[" + D7 + "," + D8 + "]")))
                .isTrue();
    }

    @Test
    void tellsWhichSourcesAreToHaveAPipeline() {
        Account account = reader.account(
                json(
                        """
                [{'id': 1, 'name': 'shop'}, {'id': 2, 'name': 'gone', 'deleted_at': '2026-01-01T00:00:00Z'}, {'id': 3, 'name': 'crm'}]"""));
        for (SourceExtraction extraction : account) {
            if (!reader.isLeftOut(reader.source(extraction), RUN)) {
                reader.keep(extraction);
            }
        }

        assertThat(reader.present(account)).isEqualTo(new PresentSources(Set.of("shop", "crm"), true));
        account.sourceUnread();
        assertThat(reader.present(account)).isEqualTo(new PresentSources(Set.of("shop", "crm"), false));
    }

    @ParameterizedTest
    @CsvSource({
        "import_api,      fully_configured, 400, true", "import_api,      fully_configured, 404, true",
                "import_api,      fully_configured, 500, false",
        "webhook.segment, fully_configured, 404, true", "platform.mysql,  fully_configured, 400, false",
                "platform.mysql,  fully_configured, 404, false",
        "platform.mysql,  discover_schema,  400, true", "platform.mysql,  discover_schema,  401, false",
                "platform.mysql,  form,             0,   false"
    })
    void takesARefusalForNoStreamsOnlyWhereThereMayBeNone(String type, String step, int status, boolean lacks) {
        CallFailedException refusal = FailedCall.with(status);

        assertThat(reader.mayLackStreams(
                        ShopSource.extraction(
                                "'type': '%s', 'report_card': {'current_step_type': '%s'}".formatted(type, step), "[]"),
                        refusal))
                .isEqualTo(lacks);
    }
}
