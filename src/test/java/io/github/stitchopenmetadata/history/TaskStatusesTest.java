package io.github.stitchopenmetadata.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.text.JsonText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskStatusesTest {

    @TempDir
    private Path folder;

    private final Rows rows = new Rows(Run.of(Pass.Kind.STATUS, ShopWorkflow.named("stitch")));
    private TaskStatuses statuses;

    @BeforeEach
    void open() {
        statuses = new TaskStatuses(SentTable.read(new StateFiles(folder.toString()), "statuses.json"));
    }

    private static JsonNode status(String startedAt, String outcome, String endedAt) {
        return JsonText.json(
                """
                {'source': 'shop', 'startedAt': '%s', 'status': '%s', 'tasks': [{'name': 'orders', 'status': '%s', 'endedAt': '%s'}]}"""
                        .formatted(startedAt, outcome, outcome, endedAt));
    }

    /** Whether it is pushed, which it is then. */
    private boolean isNews(JsonNode status) {
        List<Change> changes = statuses.changes(status, rows);
        if (!changes.isEmpty()) {
            statuses.sent(changes);
        }
        return !changes.isEmpty();
    }

    @Test
    void whatBeganLaterOrEndedOtherwiseIsNews() {
        assertThat(isNews(status("2026-01-02T10:00:00Z", "Pending", ""))).isFalse();
        assertThat(isNews(status("2026-01-02T10:00:00Z", "Successful", "2026-01-02T10:05:00Z")))
                .isTrue();
        assertThat(isNews(status("2026-01-02T10:00:00Z", "Successful", "2026-01-02T10:05:00Z")))
                .isFalse();
        assertThat(isNews(status("2026-01-02T10:00:00Z", "Failed", "2026-01-02T10:05:00Z")))
                .isTrue();
        assertThat(isNews(status("2026-01-02T10:30:00Z", "Failed", "2026-01-02T10:35:00Z")))
                .isTrue();
        // Stitch tells of several extractions of one source, each time anew
        assertThat(isNews(status("2026-01-02T10:00:00Z", "Failed", "2026-01-02T10:05:00Z")))
                .isFalse();
    }

    @Test
    void whatStitchTellsNoMoreIsForgotten() {
        JsonNode status = status("2026-01-02T10:00:00Z", "Successful", "2026-01-02T10:05:00Z");
        isNews(status);

        statuses.forgetOld(Instant.parse("2026-04-01T00:00:00Z"));
        assertThat(isNews(status)).isFalse();
        statuses.forgetOld(Instant.parse("2026-05-01T00:00:00Z"));
        assertThat(isNews(status)).isTrue();
    }
}
