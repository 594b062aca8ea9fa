package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.http.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadTest {

    private static final Instant START = Instant.parse("2024-02-03T04:00:00Z");

    private static ExecutionStatus status(Load load, ExecutionStatus extraction) {
        return Load.status(load, new Extraction(11, "job", START, null, extraction, null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
        "{'last_batch_loaded_at': '2024-02-03T04:05:00Z', 'error_state': null}  | 2024-02-03T04:05:00Z | false",
        "{'last_batch_loaded_at': '2024-02-03T04:05:00Z'}                       | 2024-02-03T04:05:00Z | false",
        "{'last_batch_loaded_at': null, 'error_state': {'notification_data': {}}} | -                  | true",
        "{'last_batch_loaded_at': null, 'error_state': 'odd'}                   | -                    | true",
        "{'last_batch_loaded_at': null, 'error_state': null}                    | -                    | false",
        "{}                                                                     | -                    | false"
    })
    void hasFailedInAnErrorStateWhateverThatHolds(String json, Instant loadedAt, boolean failed) {
        assertThat(Load.of(json(json))).isEqualTo(new Load(loadedAt, failed));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "2024-02-03T04:05:00Z, false, SUCCESSFUL, SUCCESSFUL", "2024-02-03T04:00:00Z, false, FAILED,     SUCCESSFUL",
        "2024-02-03T04:05:00Z, false, FAILED,     SUCCESSFUL", "2024-02-03T03:59:59Z, false, FAILED,     FAILED",
        "2024-02-03T03:59:59Z, false, SUCCESSFUL, SUCCESSFUL", "-,                    false, SUCCESSFUL, SUCCESSFUL",
        "-,                    false, FAILED,     FAILED",     "-,                    true,  SUCCESSFUL, FAILED",
        "2024-02-03T04:05:00Z, true,  SUCCESSFUL, FAILED",     "-,                    true,  PENDING,    PENDING",
        "2024-02-03T04:05:00Z, false, PENDING,    PENDING"
    })
    void decidesOnItsStreamOnceTheExtractionIsOver(Instant loadedAt, boolean failed, ExecutionStatus extraction, ExecutionStatus status) {
        assertThat(status(new Load(loadedAt, failed), extraction)).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"SUCCESSFUL", "FAILED", "PENDING"})
    void leavesAStreamWithoutOneToTheExtraction(ExecutionStatus extraction) {
        assertThat(status(null, extraction)).isEqualTo(extraction);
    }
}
