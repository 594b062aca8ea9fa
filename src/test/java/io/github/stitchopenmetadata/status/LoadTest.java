package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.text.JsonText.json;
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
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "{'last_batch_loaded_at': '2024-02-03T04:05:00Z', 'error_state': null}  | 2024-02-03T04:05:00Z",
                "{'last_batch_loaded_at': '2024-02-03T04:05:00.5Z'}                     | 2024-02-03T04:05:00.500Z",
                "{'last_batch_loaded_at': null, 'error_state': null}                    | 1970-01-01T00:00:00Z",
                "{'last_batch_loaded_at': '2024-02-03T04:05:00'}                        | 2024-02-03T04:05:00Z",
                "{'last_batch_loaded_at': 'lately'}                                     | 1970-01-01T00:00:00Z",
                "{}                                                                     | 1970-01-01T00:00:00Z"
            })
    void isFineWithoutAnErrorState(String json, Instant loadedAt) {
        assertThat(Load.of(json(json), new Times())).isEqualTo(new Load(loadedAt.toEpochMilli(), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'notification_data': {'warehouse_message': 'disk full', 'message': 'b'}, 'exception_chain': [{'message': 'c'}]} | disk full",
                "{'notification_data': {'warehouse_message': null, 'message': 'b'}, 'exception_chain': [{'message': 'c'}]}        | b",
                "{'notification_data': {'warehouse_message': ' ', 'message': 7}, 'exception_chain': [{'message': 'c'}, {'message': 'd'}]} | c",
                "{'notification_data': {'error': 'LOADER_INTERNAL_ERROR'}, 'exception_chain': []}                                 | LOADER_INTERNAL_ERROR",
                "{'notification_data': [], 'exception_chain': {'message': 'c'}}                  | the load is in an error state without a message",
                "{'notification_data': null}                                                     | the load is in an error state without a message",
                "{}                                                                              | the load is in an error state without a message",
                "'odd'                                                                           | odd",
                "true                                                                            | the load is in an error state without a message",
                "{'notification_data': {'warehouse_message': 'COPY t\\n credentials \\'aws_secret_access_key=ab/c\\' failed'}} | COPY t  credentials 'aws_secret_access_key=***' failed"
            })
    void hasFailedInAnErrorStateAndSaysWhyAsFarAsThatIsKnown(String state, String error) {
        Load load = Load.of(json("{'last_batch_loaded_at': null, 'error_state': " + state + "}"), new Times());

        assertThat(load).isEqualTo(new Load(0, error));
        assertThat(load.failed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2024-02-03T04:05:00Z, false, SUCCESSFUL, SUCCESSFUL",
                        "2024-02-03T04:00:00Z, false, FAILED,     SUCCESSFUL",
                "2024-02-03T04:05:00Z, false, FAILED,     SUCCESSFUL",
                        "2024-02-03T03:59:59Z, false, FAILED,     FAILED",
                "2024-02-03T03:59:59Z, false, SUCCESSFUL, SUCCESSFUL",
                        "1970-01-01T00:00:00Z, false, SUCCESSFUL, SUCCESSFUL",
                "1970-01-01T00:00:00Z, false, FAILED,     FAILED", "1970-01-01T00:00:00Z, true,  SUCCESSFUL, FAILED",
                "2024-02-03T04:05:00Z, true,  SUCCESSFUL, FAILED", "1970-01-01T00:00:00Z, true,  PENDING,    PENDING",
                "2024-02-03T04:05:00Z, false, PENDING,    PENDING"
            })
    void decidesOnItsStreamOnceTheExtractionIsOver(
            Instant loadedAt, boolean failed, ExecutionStatus extraction, ExecutionStatus status) {
        assertThat(status(new Load(loadedAt.toEpochMilli(), failed ? "why" : null), extraction))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"SUCCESSFUL", "FAILED", "PENDING"})
    void leavesAStreamWithoutOneToTheExtraction(ExecutionStatus extraction) {
        assertThat(status(null, extraction)).isEqualTo(extraction);
    }
}
