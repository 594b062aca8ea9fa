package io.github.stitchopenmetadata.openapi;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Credential;
import io.github.stitchopenmetadata.http.Request;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperationsTest {

    private final Operations operations =
            new Operations(Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC));

    @Test
    void makesTheCallOfAnOperation() {
        Request request = operations.request("getDestinations", Map.of("source_id", "11", "destination_id", 9));

        assertThat(request.operation()).isEqualTo("getDestinations");
        assertThat(request.path()).isEqualTo("/v4/destinations?source_id=11&destination_id=9");
        assertThat(request.endpoint().path()).isEqualTo("/v4/destinations");
        assertThat(request.shown()).isEqualTo(Credential.OF_WORKFLOW);
        assertThat(operations
                        .request("getSourceType", Map.of("source_type", "a/b"))
                        .path())
                .isEqualTo("/v4/source-types/a%2Fb");
    }

    @Test
    void fillsInWhatAPresetFixes() {
        assertThat(operations.request("pauseSource", Map.of("source_id", 11)).body())
                .isEqualTo(json("{'paused_at': '2026-01-02T03:04:05Z'}"));
        assertThat(operations.request("enableHook", Map.of("id", 8)).body()).isEqualTo(json("{'enable': true}"));
        assertThatThrownBy(() -> operations.request("getDestinationOfSource", Map.of()))
                .isInstanceOf(InvalidCallException.class)
                .hasMessageContaining("source_id");
    }

    @Test
    void showsWhatEachApiWants() {
        JsonNode batch = json("{'table_name': 'a', 'schema': {'properties': {}},"
                + " 'messages': [{'action': 'upsert', 'sequence': 1, 'data': {}}]}");

        assertThat(operations
                        .request("sendBatch", Map.of(), batch, "at_1")
                        .shown()
                        .own())
                .contains("at_1");
        assertThat(operations.request("getImportStatus", Map.of()).shown()).isEqualTo(Credential.NONE);
        assertThatThrownBy(() -> operations.request("sendBatch", Map.of(), batch, "at 1\n"))
                .isInstanceOf(InvalidCallException.class)
                .hasMessageNotContaining("at 1");
    }

    @Test
    void tellsAllThatIsWrongInOneLineAndNoValues() {
        assertThatThrownBy(() -> operations.request(
                        "createAccount",
                        Map.of("x", 1),
                        json("{'partner_secret': 5, 'email': 's3cret', 'region': 's3cret'}"),
                        null))
                .isInstanceOfSatisfying(InvalidCallException.class, refusal -> assertThat(refusal.getProblems())
                        .hasSizeGreaterThan(3))
                .hasMessageNotContaining("s3cret")
                .hasMessageNotContaining("\n");
    }

    @Test
    void countsJobsAgainstTheLimitOfTheAccount() {
        assertThat(operations
                        .request("getExtractionLog", Map.of("stitch_client_id", 4711, "job_name", "4711.1.sync.a"))
                        .limit())
                .isEqualTo(new Request.Limit("4711", true));
    }

    /** A body of 2 KB: 0.1 ms of processor time at most. */
    @Test
    void takesNextToNoTimeToCheckABody() {
        ObjectNode batch =
                (ObjectNode) json("{'table_name': 'readings', 'schema': {'properties': {}}, 'key_names': ['id']}");
        ArrayNode messages = batch.putArray("messages");
        while (batch.toString().length() < 2048) {
            messages.addObject()
                    .put("action", "upsert")
                    .put("sequence", 1574807356000L)
                    .putObject("data")
                    .put("id", messages.size());
        }
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();

        long best = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            long start = threads.getCurrentThreadCpuTime();
            for (int call = 0; call < 200; call++) {
                operations.request("sendBatch", Map.of(), batch, "at_1");
            }
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - start) / 200);
        }

        assertThat(best).isLessThan(100_000);
    }
}
