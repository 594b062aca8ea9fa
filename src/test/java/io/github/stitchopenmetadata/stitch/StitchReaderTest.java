package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StitchReaderTest {

    private final StitchReader reader = new StitchReader();

    private static Source source(String fields) {
        return Source.of(json("{'id': 11, 'stitch_client_id': 4711, 'name': 'shop', " + fields + "}"));
    }

    private static Stream stream(String metadata) {
        return new Stream(5, "shop-public-orders", "orders", true, json(metadata));
    }

    private static Destination destination(long id) {
        return new Destination(id, "postgres", "d" + id, Map.of("database", "dwh"));
    }

    @Test
    void takesOnlyAnArrayOfSources() {
        assertThat(reader.sources(json("[{'id': 1}, 'odd']"))).hasSize(2);
        assertThatThrownBy(() -> reader.sources(json("{'message': 'no'}")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessage("/v4/sources: expected an array of sources, got an object {\"message\":\"no\"}");
    }

    @Test
    void takesTheMetadataOfATable() {
        LineageMessage.Stream read = reader.stream(
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
                        null,
                        null));
    }

    @Test
    void takesTheKeysOfAViewAndTheForcedMethod() {
        LineageMessage.Stream read = reader.stream(
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
        LineageMessage.Stream read =
                reader.stream(new Stream(5, "", "orders", true, json("{}").path("metadata")), json("{'schema': '{}'}"));

        assertThat(read)
                .isEqualTo(new LineageMessage.Stream(
                        5, "", "orders", null, null, false, null, null, List.of(), List.of(), null, null));
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

    @Test
    void collectsStreamsOneByOne() {
        LineageMessage.Stream first = reader.unreadable(stream("{}"), new IllegalStateException("1"));
        LineageMessage.Stream second = reader.unreadable(stream("{}"), new IllegalStateException("2"));

        assertThat(reader.collect(reader.collect(null, first), second)).containsExactly(first, second);
    }

    @Test
    void writesAMessageForASource() {
        Instant before = Instant.now().minusSeconds(1);
        LineageMessage message = reader.message(
                "run-1",
                "stitch",
                source(
                        """
                'display_name': 'Shop', 'type': 'platform.mysql', 'paused_at': '2024-01-01T00:00:00Z', 'created_at': '2020-01-01T00:00:00Z',
                'properties': {'database': 'crm', 'frequency_in_minutes': '60'}, 'report_card': {'current_step_type': 'form'}"""),
                null,
                destination(7),
                null,
                reader.noLoads(),
                List.of());

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
                .containsExactly(1, "run-1", "stitch");
        assertThat(Instant.parse(message.extractedAt())).isBetween(before, Instant.now());
        assertThat(message.extractedAt()).hasSize("2024-01-01T00:00:00Z".length());
    }

    @Test
    void writesAMessageWithoutDestinationOrStreams() {
        LineageMessage message = reader.message(
                "run-1", "stitch", source("'type': 'import_api'"), null, null, null, reader.noLoads(), List.of());

        assertThat(message.destination()).isNull();
        assertThat(message.streams()).isEmpty();
        assertThat(message.source().active()).isTrue();
    }

    @Test
    void takesADestinationOnlyFromAnAnswerThatLeavesTheOthersOut() {
        List<Destination> all = List.of(destination(7), destination(8));

        assertThat(reader.theOne(
                        all, json("[{'id': 8, 'type': 'postgres', 'name': 'd8', 'properties': {'database': 'dwh'}}]")))
                .isEqualTo(destination(8));
        assertThat(reader.theOne(all, json("[{'id': 7, 'type': 'postgres'}, {'id': 8, 'type': 'postgres'}]")))
                .isNull();
        assertThat(reader.theOne(all, json("[]"))).isNull();
        assertThat(reader.theOne(List.of(destination(7)), json("[{'id': 7, 'type': 'postgres'}]")))
                .isNull();
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
                        source("'type': '%s', 'report_card': {'current_step_type': '%s'}".formatted(type, step)),
                        refusal))
                .isEqualTo(lacks);
    }
}
