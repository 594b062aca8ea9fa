package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static io.github.stitchopenmetadata.text.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.support.OpenMetadataSchema;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusBookTest {

    private static final String SUCCESS =
            """
            {'source_id': 11, 'job_name': '4711.11.sync.x', 'start_time': '2024-02-03T04:00:00Z', 'completion_time': '2024-02-03T04:10:00Z',
             'discovery_exit_status': 0, 'tap_exit_status': 0, 'target_exit_status': 0}""";
    private static final String SOURCE = "https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/";
    private static final String LOG = SOURCE + "#4711.11.sync.x";
    private static final long START = 1_706_932_800_000L;

    private static final String PIPELINES =
            """
            [{'name': 'shop', 'fullyQualifiedName': 'stitch.shop', 'tasks': [{'name': 'public.orders', 'displayName': 'orders'}, {'name': 'items'}]},
             {'name': 'other', 'fullyQualifiedName': 'stitch.other'}]""";

    private final StatusBooks books =
            new StatusBooks(Clock.fixed(Instant.parse("2024-02-05T04:00:00Z"), ZoneOffset.UTC));

    private StatusBook empty(String version, Workflow workflow) {
        return open(
                workflow,
                version,
                """
                [{'id': 10, 'stitch_client_id': 4711, 'name': 'shop', 'deleted_at': '2020-01-01T00:00:00Z'}, {'odd': 1},
                 {'id': 11, 'stitch_client_id': 4711, 'name': 'shop'}, {'id': 12, 'stitch_client_id': 4711, 'name': 'crm'}]""");
    }

    private StatusBook open(Workflow workflow, String version, String sources) {
        return open(workflow, new Catalogs().unopened(json("{'version': '" + version + "'}")), sources);
    }

    private StatusBook open(Workflow workflow, Catalog catalog, String sources) {
        return books.open(run(workflow), new Account(json(sources)), catalog);
    }

    private static Run run(Workflow workflow) {
        return Run.of(Pass.Kind.STATUS, workflow);
    }

    private StatusBook book(String version) {
        StatusBook book = empty(version, ShopWorkflow.named("stitch"));
        book.addPipelines(page(PIPELINES));
        return book;
    }

    private List<StatusDelivery> statuses(StatusBook book, String extractions) {
        List<StatusDelivery> statuses = new ArrayList<>();
        book.statuses(page(extractions)).forEachRemaining(statuses::add);
        return statuses;
    }

    private JsonNode body(StatusBook book, String extraction) {
        List<StatusDelivery> statuses = statuses(book, "[" + extraction + "]");
        assertThat(statuses).hasSize(1);
        assertThat(statuses.get(0).pipelineFqn()).isEqualTo("stitch.shop");
        return statuses.get(0).body();
    }

    private static String failed(String description) {
        return SUCCESS.replace(
                "'tap_exit_status': 0", "'tap_exit_status': 1, 'tap_description': '" + description + "'");
    }

    @Test
    void tellsARunToOpenMetadata14() {
        StatusBook book = book("1.4.8");
        book.addLoads(page(
                "[{'source_name': 'shop', 'stream_name': 'orders', 'last_batch_loaded_at': '2024-02-03T04:15:00Z'}]"));

        JsonNode body = body(book, SUCCESS);

        assertThat(body)
                .isEqualTo(json(
                        """
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

        assertThat(body)
                .isEqualTo(json(
                        """
                {'timestamp': %1$d, 'executionStatus': 'Failed', 'executionId': '4711.11.sync.x', 'endTime': %2$d, 'error': {'errorMessage': 'wrong [31m password'},
                 'taskStatus': [{'name': 'public.orders', 'executionStatus': 'Failed', 'startTime': %1$d, 'endTime': %2$d, 'logLink': '%3$s'},
                                {'name': 'items', 'executionStatus': 'Failed', 'startTime': %1$d, 'endTime': %2$d, 'logLink': '%3$s'}]}"""
                                .formatted(START, START + 600_000, LOG)));
    }

    @Test
    void leavesOpenWhenAPendingRunEnds() {
        JsonNode body = body(
                book("1.13.0"),
                "{'source_id': 11, 'start_time': '2024-02-03T04:00:00Z', 'job_name': 'x', 'discovery_exit_status': 0}");

        assertThat(body)
                .isEqualTo(json(
                        """
                {'timestamp': %1$d, 'executionStatus': 'Pending', 'executionId': 'x',
                 'taskStatus': [{'name': 'public.orders', 'executionStatus': 'Pending', 'startTime': %1$d, 'logLink': '%2$s'},
                                {'name': 'items', 'executionStatus': 'Pending', 'startTime': %1$d, 'logLink': '%2$s'}]}"""
                                .formatted(START, SOURCE + "#x")));
    }

    @Test
    void countsATerminatedRunAsFailed() {
        JsonNode body = body(
                book("1.13.0"),
                """
                {'source_id': 11, 'start_time': '2024-02-03T04:00:00Z', 'completion_time': '2024-02-03T10:00:00Z', 'job_name': 'x',
                 'discovery_exit_status': 0, 'tap_exit_status': null, 'tap_description': 'Terminated', 'target_exit_status': null, 'target_description': 'Terminated'}""");

        assertThat(body.path("executionStatus").asText()).isEqualTo("Failed");
        assertThat(body.at("/error/errorMessage").asText()).isEqualTo("Terminated");
    }

    @Test
    void failsWhereALoadIsInErrorAndSaysWhichAndWhy() {
        StatusBook book = book("1.13.0");
        book.addLoads(
                page(
                        """
                [{'source_name': 'shop', 'stream_name': 'orders', 'last_batch_loaded_at': null, 'error_state': {'notification_data': {'message': 'password=x is wrong'}}},
                 {'source_name': 'shop', 'stream_name': 'gone', 'last_batch_loaded_at': null, 'error_state': {}},
                 {'source_name': 'crm', 'stream_name': 'items', 'last_batch_loaded_at': null, 'error_state': {}}]"""));

        assertThat(body(book, SUCCESS))
                .isEqualTo(json(
                        """
                {'timestamp': %1$d, 'executionStatus': 'Failed', 'executionId': '4711.11.sync.x', 'endTime': %2$d,
                 'error': {'errorMessage': 'public.orders: password=*** is wrong', 'failedTask': 'public.orders'},
                 'taskStatus': [{'name': 'public.orders', 'executionStatus': 'Failed', 'startTime': %1$d, 'endTime': %2$d, 'logLink': '%3$s'},
                                {'name': 'items', 'executionStatus': 'Successful', 'startTime': %1$d, 'endTime': %2$d, 'logLink': '%3$s'}]}"""
                                .formatted(START, START + 600_000, LOG)));
    }

    @Test
    void namesTheFirstOfSeveralLoadsInError() {
        StatusBook book = book("1.11.0");
        book.addLoads(
                page(
                        "[{'source_name': 'shop', 'stream_name': 'items', 'error_state': {}}, {'source_name': 'shop', 'stream_name': 'orders', 'error_state': 'full'}]"));

        assertThat(body(book, SUCCESS).path("error"))
                .isEqualTo(json("{'errorMessage': 'public.orders (and 1 more): full', 'failedTask': 'public.orders'}"));
    }

    @Test
    void keepsTheErrorOfTheExtractionWhereALoadFailedToo() {
        StatusBook book = book("1.13.0");
        book.addLoads(page("[{'source_name': 'shop', 'stream_name': 'orders', 'error_state': {}}]"));

        assertThat(body(book, failed("why")).path("error")).isEqualTo(json("{'errorMessage': 'why'}"));
    }

    @Test
    void keepsErrorsToItselfBefore111() {
        StatusBook book = book("1.10.9");
        book.addLoads(page("[{'source_name': 'shop', 'stream_name': 'orders', 'error_state': {}}]"));

        JsonNode body = body(book, SUCCESS);

        assertThat(body.path("executionStatus").asText()).isEqualTo("Failed");
        assertThat(body.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("timestamp", "executionStatus", "taskStatus");
    }

    @Test
    void staysFailedWhereTheLoadsOfAFailedExtractionSucceeded() {
        StatusBook book = book("1.4.0");
        book.addLoads(page(
                "[{'source_name': 'shop', 'stream_name': 'orders', 'last_batch_loaded_at': '2024-02-03T04:15:00Z'}]"));

        JsonNode body = body(book, failed("why"));

        assertThat(body.path("executionStatus").asText()).isEqualTo("Failed");
        assertThat(body.at("/taskStatus/0/executionStatus").asText()).isEqualTo("Successful");
        assertThat(body.at("/taskStatus/1/executionStatus").asText()).isEqualTo("Failed");
    }

    @Test
    void takesTheLastOfLoadsThatComeTwice() {
        StatusBook book = book("1.4.0");
        String load =
                "{'source_name': 'shop', 'stream_name': 'orders', 'last_batch_loaded_at': '2024-02-03T04:0%d:00Z'}";
        book.addLoads(page("[" + load.formatted(1) + "]"));
        book.addLoads(page(
                "[" + load.formatted(2) + ", {'source_name': 'crm', 'stream_name': 'orders', 'error_state': {}}]"));

        assertThat(body(book, SUCCESS).at("/taskStatus/0/endTime").asLong()).isEqualTo(START + 120_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'source_id': 10, 'start_time': '2024-02-03T04:00:00Z'} | a deleted source",
                "{'source_id': 12, 'start_time': '2024-02-03T04:00:00Z'} | a source without a pipeline",
                "{'source_id': 99, 'start_time': '2024-02-03T04:00:00Z'} | a source that is gone",
                "{'source_id': 11}                                       | an extraction without a start",
                "'odd'                                                   | no extraction"
            })
    void passesOverWhatItCannotPlace(String extraction, String what) {
        StatusBook book = book("1.4.0");
        book.addLoads(page("[{'source_name': 'gone', 'stream_name': 'orders'}, {}, 'odd']"));

        assertThat(statuses(book, "[" + extraction + ", " + SUCCESS + "]"))
                .as(what)
                .extracting(PipelineStatus::pipelineFqn)
                .containsExactly("stitch.shop");
    }

    @Test
    void findsAPipelineByTheNameThatWasDelivered() {
        StatusBook book =
                open(ShopWorkflow.named("stitch"), "1.4.0", "[{'id': 11, 'stitch_client_id': 4711, 'name': 'a::b'}]");
        book.addPipelines(page("[{'name': 'a__reserved__colon__b', 'fullyQualifiedName': 'stitch.x'}]"));

        List<StatusDelivery> statuses = statuses(book, "[" + SUCCESS + "]");

        assertThat(statuses).hasSize(1);
        assertThat(statuses.get(0).body().path("taskStatus")).isEqualTo(json("[]"));
    }

    @Test
    void givesTheStatusesOfAPageOldestFirst() {
        StatusBook book = book("1.4.0");
        book.addPipelines(page("[{'name': 'crm', 'fullyQualifiedName': 'stitch.crm', 'tasks': []}]"));

        assertThat(statuses(book, "[" + SUCCESS + ", {'source_id': 12, 'start_time': '2024-02-03T03:59:59.999Z'}]"))
                .extracting(PipelineStatus::pipelineFqn, PipelineStatus::timestamp)
                .containsExactly(tuple("stitch.crm", START - 1), tuple("stitch.shop", START));
    }

    @Test
    void knowsATaskByItsNameWhateverPeopleCallIt() {
        StatusBook book = empty("1.13.0", ShopWorkflow.named("stitch"));
        book.addPipelines(
                page(
                        """
                [{'name': 'shop', 'fullyQualifiedName': 'stitch.shop',
                  'tasks': [{'name': 'users', 'displayName': 'Customers of the app'}, {'name': 'orders', 'displayName': 'users'}]}]"""));
        book.addLoads(page("[{'source_name': 'shop', 'stream_name': 'users', 'error_state': {}}]"));

        assertThat(body(book, SUCCESS).path("taskStatus").findValuesAsText("executionStatus"))
                .containsExactly("Failed", "Successful");
    }

    @Test
    void findsALoadThatHasTheSchemaInItsName() {
        StatusBook book = open(
                ShopWorkflow.named("stitch"),
                "1.13.0",
                """
                [{'id': 11, 'stitch_client_id': 4711, 'name': 'shop', 'type': 'platform.hp-postgres',
                  'properties': {'include_schemas_in_destination_stream_name': 'true'}}]""");
        book.addPipelines(
                page(
                        """
                [{'name': 'shop', 'fullyQualifiedName': 'stitch.shop', 'tasks': [{'name': 'sales.orders'}, {'name': 'web.orders'}]}]"""));
        book.addLoads(
                page(
                        """
                [{'source_name': 'shop', 'stream_name': 'sales__orders', 'last_batch_loaded_at': '2024-02-03T04:15:00Z'},
                 {'source_name': 'shop', 'stream_name': 'web__orders', 'error_state': {}}]"""));

        assertThat(body(book, SUCCESS).path("taskStatus").findValuesAsText("executionStatus"))
                .containsExactly("Successful", "Failed");
    }

    @Test
    void readsTimesWithoutAZoneAsUtcAndSaysSo() {
        StatusBook book = book("1.13.0");
        book.addLoads(page(
                "[{'source_name': 'shop', 'stream_name': 'items', 'last_batch_loaded_at': '2024-02-03T04:15:00'}]"));

        JsonNode body = body(book, SUCCESS.replace("04:00:00Z", "04:00:00.000"));

        assertThat(body.path("timestamp").asLong()).isEqualTo(START);
        assertThat(books.notes(book))
                .containsExactly("2 times of extractions and loads have no time zone and are read as UTC");
    }

    @Test
    void saysHowManyRecordsItPassedOver() {
        StatusBook book = book("1.13.0");
        book.addLoads(page("[{'source_name': 'shop'}, 7]"));

        assertThat(statuses(book, "[{'source_id': 11}, " + SUCCESS + "]")).hasSize(1);
        assertThat(books.notes(book))
                .containsExactly(
                        "3 records of extractions and loads lack their source, stream or start and are passed over");
        assertThat(books.notes(book("1.13.0"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1", "60, 1", "999999999, 1", ", 1"})
    void leavesOutJobsThatStartedBeforeTheDaysAskedFor(Integer days, int statuses) {
        StatusBook book = empty("1.4.0", ShopWorkflow.withLookback(days));
        book.addPipelines(page(PIPELINES));

        assertThat(statuses(book, "[" + SUCCESS + "]")).hasSize(statuses);
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", ", true"})
    void isNotWantedForNoDays(Integer days, boolean wanted) {
        assertThat(books.areWanted(run(ShopWorkflow.withLookback(days)))).isEqualTo(wanted);
    }

    @Test
    void isWorthwhileOnlyWithASourceAndAPipelineService() {
        Workflow workflow = ShopWorkflow.named("stitch");
        Catalog catalog = new Catalogs().unopened(json("{'version': '1.4.0'}"));
        String source = "[{'id': 1, 'stitch_client_id': 4711, 'name': 'a'}]";
        assertThat(books.isWorthwhile(open(workflow, catalog, source))).isFalse();

        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));

        assertThat(books.isWorthwhile(open(workflow, catalog, source))).isTrue();
        assertThat(books.isWorthwhile(open(workflow, catalog, "[]"))).isFalse();
        assertThat(books.isWorthwhile(open(
                        workflow,
                        catalog,
                        "[{'id': 1, 'stitch_client_id': 4711, 'name': 'a', 'deleted_at': '2020-01-01T00:00:00Z'}]")))
                .isFalse();
        assertThat(books.isWorthwhile(open(workflow, catalog, "[{'id': 1, 'name': 'a'}]")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"true, 1.13.0, true", "false, 1.13.0, false", "true, 1.4.0, false"})
    void goesToTheEndpointForManyWhereTheServerHasItAndTheSettingSaysSo(boolean bulk, String version, boolean inBulk) {
        books.setBulk(bulk);

        assertThat(statuses(book(version), "[" + SUCCESS + "]"))
                .singleElement()
                .extracting(StatusDelivery::inBulk)
                .isEqualTo(inBulk);
    }
}
