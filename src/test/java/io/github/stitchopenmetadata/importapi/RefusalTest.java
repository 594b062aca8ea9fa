package io.github.stitchopenmetadata.importapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the fault is, in words of the forms that Stitch documents. */
class RefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Record 0 did not conform to schema: #/amount: expected: Number, found: String | 0",
                "Record 17 did not conform to schema: #/schema: expected: Number, found: String | 17",
                "Request failed validation:#/messages/3: required key [data] not found | 3"
            })
    void aRecordIsNamedByItsPlace(String words, int place) {
        assertThat(Refusal.record(words)).hasValue(place);
        assertThat(Refusal.isOfAll(words)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Invalid JSON schema: unknown type: [text]",
                "Request failed validation:#: required key [schema] not found",
                "Request failed validation:#: extraneous key [columns] is not permitted",
                "Request failed validation:#/schema: expected type: JSONObject, found: JSONArray",
                "Request failed validation:#/table_name: expected type: String, found: Integer"
            })
    void whatAllRecordsShareIsTheFaultOfNone(String words) {
        assertThat(Refusal.record(words)).isEmpty();
        assertThat(Refusal.isOfAll(words)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Record is missing key property id",
                "Request failed validation:#: sequence can not be above 9223372036854775807"
            })
    void whichRecordItIsMayStayOpen(String words) {
        assertThat(Refusal.record(words)).isEmpty();
        assertThat(Refusal.isOfAll(words)).isFalse();
    }
}
