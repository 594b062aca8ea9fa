package io.github.stitchopenmetadata.lineage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.stitchopenmetadata.lineage.LineageMessage.Destination;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Source;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineageMessagesTest {

    private final LineageMessages messages = new LineageMessages();

    private static JsonSchema contract() {
        try (InputStream schema = LineageMessagesTest.class.getResourceAsStream("/lineage-message.schema.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static List<String> violations(String json) {
        return contract()
                .validate(json, InputFormat.JSON, execution -> execution
                        .getExecutionConfig()
                        .setFormatAssertionsEnabled(true))
                .stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    static List<LineageMessage> all() {
        Field tax = new Field(
                "tax",
                List.of("object"),
                null,
                null,
                List.of(Messages.field("rate"), new Field("at", List.of("string"), "date-time", null, List.of())));
        Stream rich = new Stream(
                5,
                "shop-public-orders",
                "orders",
                "shop",
                "public",
                true,
                "LOG_BASED",
                "lsn",
                List.of("id", "line"),
                List.of(new Field("id", List.of("integer", "string"), null, "bigint", List.of()), tax),
                List.of(new Field("note", List.of("string"), null, "text", List.of())),
                null,
                null);
        Stream awkward = new Stream(
                6,
                "x",
                "Größen / \"XL\" 🛒\n\u001b",
                "a.b",
                " ",
                false,
                null,
                null,
                List.of("日本"),
                List.of(Messages.field("l'été"), Messages.field(" "), Messages.field("\u2028")),
                List.of(),
                null,
                "it broke\nin two");
        return List.of(
                Messages.of(
                        Messages.source("platform.hp-postgres", Map.of("dbname", "shop")),
                        Messages.snowflake(),
                        rich,
                        awkward),
                Messages.of(
                        new Source(0, "s", "s", "t", null, Messages.APP, false, false, null, null, null, null), null),
                Messages.of(
                        new Source(
                                1,
                                "s",
                                "",
                                "",
                                null,
                                Messages.APP,
                                false,
                                false,
                                null,
                                null,
                                Map.of("tables", ""),
                                null),
                        new Destination(7, "", null, null),
                        new Stream(-1, null, "n", null, null, false, null, null, null, null, null, null, null)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void readsWhatItWrote(LineageMessage message) throws JsonProcessingException {
        String json = messages.write(message);

        assertThat(json).doesNotContain("\n", "\u001b");
        assertThat(messages.read(json)).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("all")
    void writesWhatTheContractSays(LineageMessage message) throws JsonProcessingException {
        assertThat(violations(messages.write(message))).isEmpty();
    }

    @Test
    void writesNoMoreThanThereIs() throws JsonProcessingException {
        assertThat(Json.MAPPER.readTree(messages.write(Messages.of(
                        new Source(11, "shop", "Shop", "t", null, Messages.APP, true, false, null, null, null, null),
                        null))))
                .isEqualTo(
                        Json.MAPPER.readTree(
                                """
                        {"version": 2, "runId": "6c1b5f0e-8a51-4a7e-9c55-0b6f8f3f2f10", "service": "stitch", "extractedAt": "2024-02-03T04:05:06Z",
                         "part": {"number": 1, "of": 1}, "source": {"id": 11, "name": "shop", "displayName": "Shop", "type": "t", "active": true, "configured": false,
                                    "url": "https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/"}}"""));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isKnownByItsEnvelopeWhichHoldsNothing(LineageMessage message) {
        LineageMessage envelope = messages.envelope(message);

        assertThat(List.of(envelope.service(), envelope.source(), envelope.extraction(), envelope.part()))
                .isEqualTo(List.of(message.service(), message.source(), message.extraction(), message.part()));
        assertThat(envelope.streams()).isEmpty();
    }

    /** A record of Kafka may have no value. */
    @Test
    void saysThatNothingIsNoMessage() {
        assertThatThrownBy(() -> messages.read(null)).hasMessage("not a lineage message: nothing");
    }

    @Test
    void passesOverWhatALaterProgramAdds() {
        LineageMessage message = messages.read(
                """
                {"version": 1, "service": "stitch", "mood": "good", "source": {"name": "shop", "mood": 1},
                 "destination": {"type": "s3", "mood": 1}, "streams": [{"name": "orders", "mood": 1, "fields": [{"name": "id", "mood": 1}]}]}""");

        assertThat(message.source().options()).isEmpty();
        assertThat(message.destination().properties()).isEmpty();
        assertThat(message.streams().get(0).fields()).containsExactly(new Field("id", null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                                   | Unexpected end-of-input",
                "nonsense                                                            | Unrecognized token",
                "null                                                                | nothing",
                "{}                                                                  | version 0 is neither 1 nor 2",
                "{\"version\": 3, \"service\": \"s\", \"source\": {\"name\": \"n\"}} | version 3 is neither 1 nor 2",
                "{\"version\": 2, \"service\": \"s\", \"source\": {\"name\": \"n\"}} | part",
                "{\"version\": 2, \"service\": \"s\", \"source\": {\"name\": \"n\"}, \"part\": {\"number\": 1, \"of\": 1}} | runId",
                "{\"version\": 2, \"service\": \"s\", \"source\": {\"name\": \"n\"}, \"part\": {\"number\": 3, \"of\": 2}} | part 3 of 2",
                "{\"version\": 2, \"service\": \"s\", \"source\": {\"name\": \"n\"}, \"part\": {\"number\": 0, \"of\": 2}} | part 0 of 2",
                "{\"version\": 2, \"service\": \"s\", \"source\": {\"name\": \"n\"}, \"part\": {\"number\": 1, \"of\": 1}, \"runId\": \"r\", \"extractedAt\": \"x\"} | parsed",
                "{\"version\": 1, \"source\": {\"name\": \"n\"}}                     | service",
                "{\"version\": 1, \"service\": \"s\"}                                | source",
                "{\"version\": 1, \"service\": \"s\", \"source\": {}}                | source.name",
                "{\"version\": 1, \"service\": \"s\", \"source\": {\"name\": \"n\"}, \"streams\": [{}]}                                    | stream.name",
                "{\"version\": 1, \"service\": \"s\", \"source\": {\"name\": \"n\"}, \"streams\": [{\"name\": \"n\", \"fields\": [{}]}]}   | field.name"
            })
    void refusesWhatIsNoMessageOfThisVersion(String json, String why) {
        assertThatThrownBy(() -> messages.read(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a lineage message: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": 2}",
                "{\"version\": 1}",
                "[]",
                """
        {"version": 1, "runId": "6c1b5f0e-8a51-4a7e-9c55-0b6f8f3f2f10", "service": "stitch", "extractedAt": "yesterday",
         "source": {"id": 11, "name": "s", "displayName": "S", "type": "t", "url": "https://x.example/", "active": true, "configured": true}}""",
                """
        {"version": 1, "runId": "6c1b5f0e-8a51-4a7e-9c55-0b6f8f3f2f10", "service": "stitch", "extractedAt": "2024-02-03T04:05:06Z", "token": "t",
         "source": {"id": 11, "name": "s", "displayName": "S", "type": "t", "url": "https://x.example/", "active": true, "configured": true}}"""
            })
    void hasAContractThatRefuses(String json) {
        assertThat(violations(json)).isNotEmpty();
    }
}
