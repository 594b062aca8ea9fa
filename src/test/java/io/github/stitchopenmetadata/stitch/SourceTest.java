package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.stitch.Source.State;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    private static Source with(String fields) {
        return Source.of(Source.reduced(json("{'id': 11, 'name': 'shop', " + fields + "}")));
    }

    @Test
    void takesWhatLineageNeeds() {
        Source source = Source.of(
                json(
                        """
                {'id': 11, 'stitch_client_id': 4711, 'name': 'shop', 'display_name': 'Shop «EU»', 'type': 'platform.hp-postgres',
                 'created_at': '2020-05-06T07:08:09Z', 'paused_at': null, 'system_paused_at': null, 'deleted_at': null,
                 'schedule': {'type': 'interval', 'interval': 60.0}, 'report_card': {'current_step_type': 'fully_configured'},
                 'properties': {'start_date': '2019-01-01T00:00:00Z', 'include_schemas_in_destination_stream_name': 'true'}}"""));

        assertThat(source)
                .isEqualTo(new Source(
                        11,
                        4711,
                        "shop",
                        "Shop «EU»",
                        "platform.hp-postgres",
                        null,
                        State.ACTIVE,
                        true,
                        "2019-01-01T00:00:00Z",
                        "0 * * * *",
                        Map.of("include_schemas_in_destination_stream_name", "true")));
        assertThat(source.title()).isEqualTo("shop (11)");
        assertThat(source.isDeleted()).isFalse();
    }

    @Test
    void isTheSameOfWhatIsKept() {
        JsonNode full = json(
                """
                {'id': 11, 'name': 'shop', 'type': 'platform.hp-postgres',
                 'report_card': {'current_step': 2, 'type': 'x', 'steps': [{'type': 'form', 'properties': [{'name': 'host'}]},
                                 {'type': 'discover_schema'}], 'details': {'protocol': 'mysql', 'pricing_tier': 'free'}},
                 'properties': {'anchor_time': '2019-01-01T00:05:00Z', 'frequency_in_minutes': '30', 'dbname': 'd', 'host': 'h',
                                'user': 'u'}}""");
        Source source = Source.of(full);

        JsonNode kept = Source.reduced(full);

        assertThat(Source.of(kept)).isEqualTo(source);
        assertThat(kept.toString()).doesNotContain("host", "pricing_tier", "user");
    }

    @Test
    void needsAnIdAndANameOnly() {
        assertThat(Source.of(json("{'id': 11, 'name': 'shop'}")))
                .isEqualTo(new Source(11, 0, "shop", "shop", "", null, State.ACTIVE, true, null, null, Map.of()));
        assertThat(with("'display_name': null, 'properties': null, 'report_card': null")
                        .displayName())
                .isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'id': 11}",
                "{'id': 11, 'name': ''}",
                "{'id': 11, 'name': null}",
                "{'name': 'shop'}",
                "{'id': '11', 'name': 'shop'}",
                "{'id': null, 'name': 'shop'}",
                "[]",
                "'shop'",
                "null",
                "{'id': -11, 'name': 'shop'}",
                "{'id': 0, 'name': 'shop'}",
                "{'id': 1.5, 'name': 'shop'}",
                "{'id': 99999999999999999999, 'name': 'shop'}",
                "{'id': true, 'name': 'shop'}",
                "{'id': {}, 'name': 'shop'}",
                "{'id': [11], 'name': 'shop'}",
                "{'id': 11, 'name': 5}",
                "{'id': 11, 'name': true}",
                "{'id': 11, 'name': {}}",
                "{'id': 11, 'name': ['shop']}",
                "{'id': 11, 'name': '  '}"
            })
    void refusesWhatIsNoSource(String json) {
        assertThatThrownBy(() -> Source.of(json(json)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageStartingWith("/v4/sources: ");
    }

    @Test
    void refusesANameThatNobodyWouldGive() {
        assertThatThrownBy(() -> Source.of(json("{'id': 11, 'name': '" + "x".repeat(10_000_000) + "'}")))
                .isInstanceOf(InvalidAnswerException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThanOrEqualTo(300));
        assertThat(with("'display_name': '" + "x".repeat(10_000_000) + "'").displayName())
                .isEqualTo("shop");
        assertThat(with("'display_name': {'en': 'Shop'}").displayName()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,          -,          -,          ACTIVE",
                "2024-01-01, -,          -,          PAUSED",
                "-,          2024-01-01, -,          SYSTEM_PAUSED",
                "2024-01-01, 2024-01-01, -,          PAUSED",
                "-,          -,          2024-01-01, DELETED",
                "2024-01-01, 2024-01-01, 2024-01-01, DELETED"
            })
    void isInTheStateThatItsDatesSay(String paused, String systemPaused, String deleted, State state) {
        Source source = with("'paused_at': %s, 'system_paused_at': %s, 'deleted_at': %s"
                .formatted(quoted(paused), quoted(systemPaused), quoted(deleted)));

        assertThat(source.state()).isEqualTo(state);
        assertThat(source.isDeleted()).isEqualTo(state == State.DELETED);
    }

    private static String quoted(String date) {
        return date == null ? "null" : "'" + date + "T00:00:00Z'";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'current_step': 3, 'current_step_type': 'fully_configured'}                                        | true",
                "{'current_step': 2, 'current_step_type': 'field_selection'}                                         | false",
                "{'current_step_type': 'form', 'current_step': 2, 'steps': [{}, {'type': 'fully_configured'}]}       | false",
                "{'current_step': 2, 'steps': [{'type': 'form'}, {'type': 'fully_configured'}]}                      | true",
                "{'current_step': 1, 'steps': [{'type': 'form'}, {'type': 'fully_configured'}]}                      | false",
                "{'current_step_type': null, 'current_step': 1, 'steps': [{'type': 'discover_schema'}]}              | false",
                "{'current_step': 9, 'steps': [{'type': 'form'}]}                                                    | true",
                "{}                                                                                                  | true",
                "null                                                                                                | true"
            })
    void isConfiguredAtItsLastStep(String reportCard, boolean configured) {
        assertThat(with("'report_card': " + reportCard).configured()).isEqualTo(configured);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "2019-01-01T00:00:00Z      | 2020-05-06T07:08:09Z | 2019-01-01T00:00:00Z",
                "2019-01-01T00:00:00+02:00 | 2020-05-06T07:08:09Z | 2019-01-01T00:00:00+02:00",
                "-                         | 2020-05-06T07:08:09Z | 2020-05-06T07:08:09Z",
                "-1 year                   | 2020-05-06T07:08:09Z | 2020-05-06T07:08:09Z",
                "-1 year                   | long ago             | -"
            })
    void startsWhereItReplicatesFromElseWhenItWasCreated(String startDate, String createdAt, String expected) {
        Source source = with("'properties': {%s}, 'created_at': '%s'"
                .formatted(startDate == null ? "" : "'start_date': '" + startDate + "'", createdAt));

        assertThat(source.startDate()).isEqualTo(expected);
    }

    @Test
    void keepsOnlyThePropertiesThatDecideOnNames() {
        Source source = with(
                """
                'properties': {'host': 'db.example', 'port': '5432', 'user': 'stitch', 'password': 'pw-1', 'token': 'tok-2', 'access_token': 'tok-3',
                 'client_secret': 'sec-4', 'jdbc_url': 'jdbc:x://h;PWD=pw-5', 'ssh_host': 'bastion', 'image_version': '1.latest',
                 'dbname': 'shop', 'database': 'crm', 'schema': 'public', 'project_id': 'p-1', 'dataset_id': 'd-1',
                 'include_schemas_in_destination_stream_name': true, 'tables': [{'table_name': 'été'}]}""");

        assertThat(source.options())
                .isEqualTo(Map.of(
                        "dbname",
                        "shop",
                        "database",
                        "crm",
                        "schema",
                        "public",
                        "project_id",
                        "p-1",
                        "dataset_id",
                        "d-1",
                        "include_schemas_in_destination_stream_name",
                        "true",
                        "tables",
                        "[{\"table_name\":\"été\"}]"));
        assertThat(source.toString()).doesNotContain("pw-", "tok-", "sec-", "bastion", "db.example");
    }

    @Test
    void leavesOutOptionsThatAreNull() {
        assertThat(with("'properties': {'dbname': null, 'tables': null}").options())
                .isEmpty();
    }

    @Test
    void showsNoPropertiesOfASourceThatItRefuses() {
        assertThatThrownBy(
                        () -> Source.of(json("{'id': 11, 'type': 'platform.x', 'properties': {'api_key': 'key-1'}}")))
                .hasMessageContaining("platform.x")
                .hasMessageNotContaining("key-1");
    }
}
