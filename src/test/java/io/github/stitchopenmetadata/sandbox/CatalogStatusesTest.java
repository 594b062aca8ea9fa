package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogStatusesTest {

    private static final String PATH = "/pipelines/stitch.shop/status";
    private static final String RUN =
            "{'timestamp': %d, 'executionStatus': '%s', 'taskStatus': [{'name': 'a', 'executionStatus': '%s'}]}";

    private static CatalogFixture catalog(String version) {
        CatalogFixture fixture = new CatalogFixture(version);
        fixture.putPipeline("'tasks': [{'name': 'a'}]");
        return fixture;
    }

    @Test
    void keepsOneRunForATimestampAndAnswersTheNewestFirst() {
        try (CatalogFixture fixture = catalog("1.13.0")) {
            fixture.put(PATH, RUN.formatted(1_700_000_000_000L, "Pending", "Pending"));
            fixture.put(PATH, RUN.formatted(1_700_000_000_000L, "Successful", "Successful"));
            fixture.put(PATH, RUN.formatted(1_700_000_600_000L, "Failed", "Failed"));
            fixture.put(PATH, RUN.formatted(1_600_000_000_000L, "Failed", "Failed"));

            JsonNode runs = fixture.caller
                    .get(PATH + "?startTs=1650000000000&endTs=1700000600000")
                    .json();

            assertThat(runs.path("data").findValuesAsText("timestamp"))
                    .containsExactly("1700000600000", "1700000000000");
            assertThat(runs.at("/data/1/executionStatus").asText()).isEqualTo("Successful");
            assertThat(fixture.catalog.statuses("stitch.shop")).hasSize(3);
            assertThat(fixture.caller
                            .get("/pipelines/name/stitch.shop?fields=pipelineStatus")
                            .json()
                            .at("/pipelineStatus/timestamp")
                            .asLong())
                    .isEqualTo(1_700_000_600_000L);
        }
    }

    @Test
    void answersAPutWithTheRunThatWasPutAndARangeWithoutAnEnd() {
        try (CatalogFixture fixture = catalog("1.1.0")) {
            fixture.put(PATH, RUN.formatted(1_700_000_600_000L, "Failed", "Failed"));

            assertThat(fixture.put(PATH, RUN.formatted(1_600_000_000_000L, "Successful", "Successful"))
                            .json()
                            .at("/pipelineStatus/timestamp")
                            .asLong())
                    .isEqualTo(1_600_000_000_000L);
            JsonNode runs =
                    fixture.caller.get(PATH + "?startTs=1&endTs=1800000000000").json();
            assertThat(runs.path("data")).hasSize(2);
            // a reader that followed this cursor would never come to an end
            assertThat(runs.path("paging").path("after").asText()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.1.0  | {'timestamp': 1, 'executionStatus': 'Failed'}                     | 500 | getTaskStatus()",
                "1.2.0  | {'timestamp': 1, 'executionStatus': 'Failed'}                     | 400 | [taskStatus must not be null]",
                "1.1.0  | {'executionStatus': 'Failed', 'taskStatus': []}                   | 500 | getTimestamp()",
                "1.13.0 | {'executionStatus': 'Failed', 'taskStatus': []}                   | 400 | [timestamp must not be null]",
                "1.13.0 | {'timestamp': 1, 'taskStatus': []}                                | 400 | [executionStatus must not be null]",
                "1.13.0 | {'timestamp': 'now', 'executionStatus': 'Failed', 'taskStatus': []} | 400 | java.lang.Long",
                "1.13.0 | {'timestamp': 1, 'executionStatus': 'Running', 'taskStatus': []}  | 400 | problem: Running",
                "1.2.0  | {'timestamp': 1, 'executionStatus': 'Skipped', 'taskStatus': []}  | 400 | problem: Skipped",
                "1.13.0 | {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [{'name': 'ghost', 'executionStatus': 'Failed'}]}"
                        + " | 400 | Invalid task name ghost",
                "1.13.0 | {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [{'name': 'a', 'executionStatus': 'Odd'}]} | 400 | problem: Odd",
                "1.13.0 | {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [{'name': 'a'}]} | 400 | [executionStatus must not be null]",
                "1.10.0 | {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [], 'executionId': 'x'} | 400 | Unrecognized field \"executionId\"",
                "1.13.0 | {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [], 'bogus': 1}  | 400 | Unrecognized field \"bogus\"",
                "1.10.0 | {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [{'name': 'a', 'executionStatus': 'Failed', 'taskId': '1'}]}"
                        + " | 400 | (class org.openmetadata.schema.type.Status)"
            })
    void refusesARun(String version, String body, int status, String message) {
        try (CatalogFixture fixture = catalog(version)) {
            Caller.Reply reply = fixture.put(PATH, body);

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.text().replace("\\\"", "\"")).contains(message);
            assertThat(fixture.catalog.statuses("stitch.shop")).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.1.0  | {'timestamp': 1, 'taskStatus': []}",
                "1.4.0  | {'timestamp': 1, 'executionStatus': 'Skipped', 'taskStatus': []}",
                "1.11.0 | {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [{'name': 'a', 'executionStatus': 'Failed', 'taskId': '1'}],"
                        + " 'executionId': 'x', 'endTime': 2, 'error': {'errorMessage': 'm'}}"
            })
    void takesARun(String version, String body) {
        try (CatalogFixture fixture = catalog(version)) {
            assertThat(fixture.put(PATH, body).json().path("fullyQualifiedName").asText())
                    .isEqualTo("stitch.shop");
            assertThat(fixture.catalog.statuses("stitch.shop")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.11.8, 404", "1.11.9, 200", "1.12.0, 200", "2.0.0, 200"})
    void takesManyRunsAtOnceFrom1119(String version, int status) {
        try (CatalogFixture fixture = catalog(version)) {
            String runs = "[" + RUN.formatted(1_700_000_000_000L, "Failed", "Failed")
                    + ", {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': []}]";

            assertThat(fixture.put(PATH + "/bulk", runs).status()).isEqualTo(status);
            assertThat(fixture.catalog.statuses("stitch.shop")).hasSize(status == 200 ? 2 : 0);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': []} | java.util.ArrayList",
                "[{'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': []}, {'timestamp': 1, 'executionStatus': 'Odd', 'taskStatus': []}] | problem: Odd",
                "[{'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': []}, {'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [], 'bogus': 1}] | bogus",
                "[{'timestamp': 1, 'executionStatus': 'Failed', 'taskStatus': [{'name': 'ghost', 'executionStatus': 'Failed'}]}] | Invalid task name ghost"
            })
    void takesManyRunsAtOnceOnlyAsAWhole(String runs, String message) {
        try (CatalogFixture fixture = catalog("1.13.0")) {
            assertThat(fixture.put(PATH + "/bulk", runs).text()).contains(message);
            assertThat(fixture.catalog.statuses("stitch.shop")).isEmpty();
        }
    }

    @Test
    void takesNoRunsOfAPipelineThatIsGoneButKeepsTheOldOnes() {
        try (CatalogFixture fixture = catalog("1.13.0")) {
            String run = RUN.formatted(1_700_000_000_000L, "Failed", "Failed");
            fixture.put(PATH, run);
            fixture.caller.delete("/pipelines/" + fixture.pipelineId() + "?hardDelete=true");

            assertThat(fixture.put(PATH, run).message()).isEqualTo("pipeline instance for stitch.shop not found");
            assertThat(fixture.catalog.statuses("stitch.shop")).hasSize(1);
        }
    }

    @Test
    void asksForBothEndsOfTheRange() {
        try (CatalogFixture fixture = catalog("1.13.0")) {
            assertThat(fixture.caller.get(PATH + "?startTs=1").status()).isEqualTo(400);
        }
    }
}
