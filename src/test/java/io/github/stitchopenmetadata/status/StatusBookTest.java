package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.http.JsonText.json;
import static io.github.stitchopenmetadata.http.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.Catalogs;
import io.github.stitchopenmetadata.catalog.OpenMetadataSchema;
import io.github.stitchopenmetadata.catalog.PipelineStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusBookTest {

    private static final String SUCCESS = """
            {'source_id': 11, 'job_name': '4711.11.sync.x', 'start_time': '2024-02-03T04:00:00Z', 'completion_time': '2024-02-03T04:10:00Z',
             'discovery_exit_status': 0, 'tap_exit_status': 0, 'target_exit_status': 0}""";
    private static final String LOG = "https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/";
    private static final long START = 1_706_932_800_000L;

    private final StatusBooks books = new StatusBooks();

    private StatusBook book(String version) {
        StatusBook book = books.open(new Catalogs().open(json("{'version': '" + version + "'}")), json("""
                [{'id': 10, 'stitch_client_id': 4711, 'name': 'shop', 'deleted_at': '2020-01-01T00:00:00Z'}, {'odd': 1},
                 {'id': 11, 'stitch_client_id': 4711, 'name': 'shop'}, {'id': 12, 'stitch_client_id': 4711, 'name': 'crm'}]"""));
        books.addPipelines(book, page("""
                [{'name': 'shop', 'fullyQualifiedName': 'stitch.shop', 'tasks': [{'name': 'public.orders', 'displayName': 'orders'}, {'name': 'items'}]},
                 {'name': 'other', 'fullyQualifiedName': 'stitch.other'}]"""));
        return book;
    }

    private JsonNode body(StatusBook book, String extraction) {
        List<PipelineStatus> statuses = books.statuses(book, page("[" + extraction + "]"));
        assertThat(statuses).hasSize(1);
        assertThat(statuses.get(0).pipelineFqn()).isEqualTo("stitch.shop");
        return books.body(statuses.get(0));
    }

    private static String failed(String description) {
        return SUCCESS.replace("'tap_exit_status': 0", "'tap_exit_status': 1, 'tap_description': '" + description + "'");
    }

    @Test
    void tellsARunToOpenMetadata14() {
        StatusBook book = book("1.4.8");
        books.addLoads(book, page("[{'source_name': 'shop', 'stream_name': 'orders', 'last_batch_loaded_at': '2024-02-03T04:15:00Z'}]"));

        JsonNode body = body(book, SUCCESS);

        assertThat(body).isEqualTo(json("""
                {'timestamp': %1$d, 'executionStatus': 'Successful', 'taskStatus': [
                 {'name': 'public.orders', 'executionStatus': 'Successful', 'startTime': %1$d, 'endTime': %2$d, 'logLink': '%4$s'},
                 {'name': 'items', 'executionStatus': 'Successful', 'startTime': %1$d, 'endTime': %3$d, 'logLink': '%4$s'}]}"""
                .formatted(START, START + 900_000, START + 600_000, LOG)));
        OpenMetadataSchema schema = OpenMetadataSchema.of("entity/data/pipeline.json#/definitions/pipelineStatus");
        assertThat(schema.refusals(body)).isEmpty();
        assertThat(schema.refusals(body(book, failed("why")))).isEmpty();
        assertThat(schema.refusals(((ObjectNode) body).put("executionId", "x"))).isNotEmpty();
    }

    @Test
    void tellsAFailedRunWithDetailsToOpenMetadata113() {
        JsonNode body = body(book("1.13.0"), failed("wrong\\u001b[31m\\npassword"));

        assertThat(body).isEqualTo(json("""
                {'timestamp': %1$d, 'executionStatus': 'Failed', 'executionId': '4711.11.sync.x', 'endTime': %2$d, 'error': {'errorMessage': 'wrong [31m password'},
                 'taskStatus': [{'name': 'public.orders', 'executionStatus': 'Failed', 'startTime': %1$d, 'endTime': %2$d, 'logLink': '%3$s'},
                                {'name': 'items', 'executionStatus': 'Failed', 'startTime': %1$d, 'endTime': %2$d, 'logLink': '%3$s'}]}"""
                .formatted(START, START + 600_000, LOG)));
    }

    @Test
    void leavesOpenWhenAPendingRunEnds() {
        JsonNode body = body(book("1.13.0"), "{'source_id': 11, 'start_time': '2024-02-03T04:00:00Z', 'job_name': 'x'}");

        assertThat(body).isEqualTo(json("""
                {'timestamp': %1$d, 'executionStatus': 'Pending', 'executionId': 'x',
                 'taskStatus': [{'name': 'public.orders', 'executionStatus': 'Pending', 'startTime': %1$d, 'logLink': '%2$s'},
                                {'name': 'items', 'executionStatus': 'Pending', 'startTime': %1$d, 'logLink': '%2$s'}]}""".formatted(START, LOG)));
    }

    @Test
    void countsATerminatedRunAsFailed() {
        JsonNode body = body(book("1.13.0"), """
                {'source_id': 11, 'start_time': '2024-02-03T04:00:00Z', 'completion_time': '2024-02-03T10:00:00Z', 'job_name': 'x',
                 'discovery_exit_status': 0, 'tap_exit_status': null, 'tap_description': 'Terminated', 'target_exit_status': null, 'target_description': 'Terminated'}""");

        assertThat(body.path("executionStatus").asText()).isEqualTo("Failed");
        assertThat(body.at("/error/errorMessage").asText()).isEqualTo("Terminated");
    }

    @ParameterizedTest
    @CsvSource({"orders, true, Failed, Failed, Successful", "items, true, Failed, Successful, Failed", "orders, false, Successful, Successful, Successful"})
    void failsWhereALoadIsInError(String stream, boolean error, String overall, String orders, String items) {
        StatusBook book = book("1.13.0");
        books.addLoads(book, page("[{'source_name': 'shop', 'stream_name': '%s', 'last_batch_loaded_at': null, 'error_state': %s}]"
                .formatted(stream, error ? "{'notification_data': {'message': 'no'}}" : "null")));

        JsonNode body = body(book, SUCCESS);

        assertThat(body.path("executionStatus").asText()).isEqualTo(overall);
        assertThat(body.at("/taskStatus/0/executionStatus").asText()).isEqualTo(orders);
        assertThat(body.at("/taskStatus/1/executionStatus").asText()).isEqualTo(items);
        assertThat(body.has("error")).isFalse();
    }

    @Test
    void staysFailedWhereTheLoadsOfAFailedExtractionSucceeded() {
        StatusBook book = book("1.4.0");
        books.addLoads(book, page("[{'source_name': 'shop', 'stream_name': 'orders', 'last_batch_loaded_at': '2024-02-03T04:15:00Z'}]"));

        JsonNode body = body(book, failed("why"));

        assertThat(body.path("executionStatus").asText()).isEqualTo("Failed");
        assertThat(body.at("/taskStatus/0/executionStatus").asText()).isEqualTo("Successful");
        assertThat(body.at("/taskStatus/1/executionStatus").asText()).isEqualTo("Failed");
    }

    @Test
    void takesTheLastOfLoadsThatComeTwice() {
        StatusBook book = book("1.4.0");
        String load = "{'source_name': 'shop', 'stream_name': 'orders', 'last_batch_loaded_at': '2024-02-03T04:0%d:00Z'}";
        books.addLoads(book, page("[" + load.formatted(1) + "]"));
        books.addLoads(book, page("[" + load.formatted(2) + ", {'source_name': 'crm', 'stream_name': 'orders', 'error_state': {}}]"));

        assertThat(body(book, SUCCESS).at("/taskStatus/0/endTime").asLong()).isEqualTo(START + 120_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'source_id': 10, 'start_time': '2024-02-03T04:00:00Z'} | a deleted source",
        "{'source_id': 12, 'start_time': '2024-02-03T04:00:00Z'} | a source without a pipeline",
        "{'source_id': 99, 'start_time': '2024-02-03T04:00:00Z'} | a source that is gone",
        "{'source_id': 11}                                       | an extraction without a start",
        "'odd'                                                   | no extraction"
    })
    void passesOverWhatItCannotPlace(String extraction, String what) {
        StatusBook book = book("1.4.0");
        books.addLoads(book, page("[{'source_name': 'gone', 'stream_name': 'orders'}, {}, 'odd']"));

        assertThat(books.statuses(book, page("[" + extraction + ", " + SUCCESS + "]"))).as(what)
                .extracting(PipelineStatus::pipelineFqn).containsExactly("stitch.shop");
    }

    @Test
    void findsAPipelineByTheNameThatWasDelivered() {
        StatusBook book = books.open(new Catalogs().open(json("{'version': '1.4.0'}")), json("[{'id': 11, 'name': 'a::b'}]"));
        books.addPipelines(book, page("[{'name': 'a__reserved__colon__b', 'fullyQualifiedName': 'stitch.x'}]"));

        List<PipelineStatus> statuses = books.statuses(book, page("[" + SUCCESS + "]"));

        assertThat(statuses).hasSize(1);
        assertThat(statuses.get(0).body().path("taskStatus")).isEqualTo(json("[]"));
    }

    @Test
    void knowsTheClientIdFromAnySource() {
        assertThat(books.clientId(book("1.4.0"))).isEqualTo(4711);
        assertThat(books.clientId(books.open(new Catalogs().open(json("{'version': '1.4.0'}")), json("[]")))).isZero();
    }
}
