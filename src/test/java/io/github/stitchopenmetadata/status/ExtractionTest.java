package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractionTest {

    private static ObjectNode job(String fields) {
        ObjectNode job = (ObjectNode)
                json("{'source_id': 11, 'job_name': '4711.11.sync.x', 'start_time': '2024-02-03T04:00:00Z',"
                        + "'completion_time': '2024-02-03T04:10:00Z'}");
        job.setAll((ObjectNode) json("{" + fields + "}"));
        return job;
    }

    private static Extraction of(JsonNode json) {
        return Extraction.of(json, new Times());
    }

    private static Extraction exits(String discovery, String tap, String target, boolean completed) {
        return of(job(
                "'discovery_exit_status': %s, 'tap_exit_status': %s, 'target_exit_status': %s, 'completion_time': %s"
                        .formatted(discovery, tap, target, completed ? "'2024-02-03T04:10:00Z'" : "null")));
    }

    @ParameterizedTest
    @CsvSource({
        "0,    0,    0,    true,  SUCCESSFUL",
        "0,    0,    0,    false, PENDING",
        "1,    0,    0,    true,  FAILED",
        "0,    1,    0,    true,  FAILED",
        "0,    0,    1,    true,  FAILED",
        "0,    143,  0,    true,  FAILED",
        "0,    -9,   null, true,  FAILED",
        "1,    null, null, true,  FAILED",
        "null, null, 1,    true,  FAILED",
        "1,    null, null, false, PENDING",
        "null, null, null, true,  FAILED",
        "0,    null, null, true,  FAILED",
        "0,    0,    null, true,  FAILED",
        "null, 0,    0,    true,  FAILED",
        "null, null, null, false, PENDING",
        "0,    null, null, false, PENDING",
        "0,    0,    null, false, PENDING"
    })
    void endsAsItsExitStatusesSay(
            String discovery, String tap, String target, boolean completed, ExecutionStatus status) {
        assertThat(exits(discovery, tap, target, completed).status()).isEqualTo(status);
    }

    @Test
    void holdsWhatTheRunStatusNeeds() {
        assertThat(exits("0", "0", "0", true))
                .isEqualTo(new Extraction(
                        11,
                        "4711.11.sync.x",
                        Instant.parse("2024-02-03T04:00:00Z"),
                        Instant.parse("2024-02-03T04:10:00Z"),
                        ExecutionStatus.SUCCESSFUL,
                        null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "'tap_exit_status': 1, 'tap_description': 'no password'                                                         | no password",
                "'tap_exit_status': 1, 'discovery_description': 'first', 'tap_description': 'second', 'target_description': 'x' | first",
                "'tap_exit_status': 1, 'discovery_description': null, 'target_description': 'third'                             | third",
                "'tap_exit_status': 1, 'discovery_description': '', 'tap_description': 'second'                                 | second",
                "'tap_exit_status': 1, 'discovery_description': '\\u0007', 'tap_description': 7, 'target_description': ' third\\n' | third",
                "'tap_exit_status': 1, 'tap_description': 'no route\\nto postgres://stitch:s3cret@db/shop?password=s3cret'          | no route to postgres://stitch:***@db/shop?password=***",
                "'tap_exit_status': 1                                                                                           | the extraction ended without a message",
                "'completion_time': '2024-02-03T10:00:00Z', 'tap_exit_status': null, 'tap_description': 'Terminated'            | Terminated",
                "'discovery_exit_status': 0, 'tap_exit_status': 0, 'target_exit_status': 0, 'tap_description': 'noise'          | -",
                "'completion_time': null, 'tap_exit_status': 1, 'tap_description': 'still at it'                                | -"
            })
    void saysWhatWentWrong(String fields, String error) {
        assertThat(of(job(fields)).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'start_time': null",
                "'start_time': 'yesterday'",
                "'start_time': 1706932800",
                "'source_id': null",
                "'source_id': 'x'"
            })
    void isNothingWithoutASourceAndAStart(String fields) {
        assertThat(of(job(fields))).isNull();
    }

    @Test
    void toleratesMissingFieldsAndFractionsOfSeconds() {
        Extraction extraction =
                of(json("{'source_id': 11, 'start_time': '2024-02-03T04:00:00.123Z', 'completion_time': 'soon'}"));

        assertThat(extraction)
                .isEqualTo(new Extraction(
                        11, "", Instant.parse("2024-02-03T04:00:00.123Z"), null, ExecutionStatus.PENDING, null));
    }
}
