package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.support.SettableClock;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceivedPartsTest {

    private static final String SPRING = "2026-03-01T00:00:00Z";
    private static final String SUMMER = "2026-07-01T00:00:00Z";

    @TempDir
    private Path folder;

    private final Runs runs = new Runs(new Workflows(), new Catalogs());
    private final SettableClock clock = new SettableClock();
    private StateFiles store;
    private ReceivedParts parts;

    @BeforeEach
    void begin() {
        store = new StateFiles(folder.toString());
        parts = new ReceivedParts(store, runs, clock);
        parts.setPatience(1000);
    }

    private static Run run(String service) {
        return Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named(service));
    }

    private static LineageMessage message(String service, String source, String at, LineageMessage.Part part) {
        return new LineageMessage(
                LineageMessage.VERSION,
                "run",
                service,
                at,
                part,
                Messages.named(source, "platform.hp-postgres", Map.of()),
                null,
                false,
                null,
                null,
                null);
    }

    private void deliver(String service, String source, String at) throws Exception {
        Run run = run(service);
        SourceParts whole = parts.receive(message(service, source, at, LineageMessage.Part.ONLY), run);
        parts.begin(whole, run);
        parts.end(new SourceResult(whole), run);
    }

    /** The sources by service. */
    private Map<String, Set<String>> kept() {
        runs.finish(runs.begin("lineage"));
        Map<String, Map<String, String>> kept = store.read(ReceivedParts.FILE, new TypeReference<>() {});
        return kept.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue()
                .keySet()));
    }

    @Test
    void forgetWhatWasNotDeliveredForMonthsWhileOthersWere() throws Exception {
        clock.move(Duration.between(clock.instant(), Instant.parse(SUMMER)).toMillis());
        deliver("stitch", "retired", SPRING);
        deliver("stitch", "late", SUMMER);
        deliver("other", "shop", SPRING);

        assertThat(kept()).isEqualTo(Map.of("stitch", Set.of("late"), "other", Set.of("shop")));
    }

    /** One message from a clock that ran ahead says nothing of how old the others are. */
    @Test
    void forgetNothingOverATimeToCome() throws Exception {
        clock.move(Duration.between(clock.instant(), Instant.parse(SUMMER)).toMillis());
        deliver("stitch", "shop", "2026-06-01T00:00:00Z");
        deliver("stitch", "late", "2099-01-01T00:00:00Z");

        assertThat(kept()).isEqualTo(Map.of("stitch", Set.of("late", "shop")));
    }

    @Test
    void knowTheLatestOfAllThatWasDelivered() throws Exception {
        assertThat(parts.latest()).isEqualTo(Instant.EPOCH);
        deliver("stitch", "shop", SUMMER);
        deliver("stitch", "crm", SPRING);
        assertThat(parts.latest()).isEqualTo(SUMMER);
        kept();

        assertThat(new ReceivedParts(store, runs, clock).latest())
                .as("by another process")
                .isEqualTo(SUMMER);
    }

    @Test
    void keepWhatWasDeliveredLately() throws Exception {
        deliver("stitch", "shop", "2026-05-01T00:00:00Z");
        deliver("stitch", "late", SUMMER);

        assertThat(kept()).isEqualTo(Map.of("stitch", Set.of("late", "shop")));
    }

    @Test
    void areOverdueWhenNoneHasComeForLongInARunThatIsNotUnderWayHere() throws Exception {
        Run other = run("stitch");
        Run own = runs.start(runs.accounts(runs.begin("lineage"), List.of(ShopWorkflow.named("stitch")))
                .get(0));
        parts.receive(message("stitch", "others", SPRING, new LineageMessage.Part(1, 0, 0)), other);
        parts.receive(message("stitch", "own", SPRING, new LineageMessage.Part(1, 0, 0)), own);
        clock.move(900);
        parts.receive(message("stitch", "others", SPRING, new LineageMessage.Part(2, 0, 0)), other);
        clock.move(900);
        assertThat(parts.overdue()).isEmpty();

        clock.move(100);
        assertThat(parts.overdue()).containsExactly(other);
        assertThat(parts.incomplete(other)).hasSize(1);
        assertThat(parts.overdue()).isEmpty();
        assertThat(parts.incomplete(own)).hasSize(1);
    }

    @Test
    void areOverdueWhenTheRunEndedWithoutThem() throws Exception {
        Pass pass = runs.begin("lineage");
        Run own = runs.start(
                runs.accounts(pass, List.of(ShopWorkflow.named("stitch"))).get(0));
        parts.receive(message("stitch", "own", Instant.EPOCH.toString(), new LineageMessage.Part(1, 0, 0)), own);
        clock.move(1000);
        assertThat(parts.overdue()).isEmpty();

        runs.finish(pass);
        assertThat(parts.overdue()).containsExactly(own);
    }

    /** Who handed over the last part is told that it failed, and hands over that one again. */
    @Test
    void keepsPartsThatAnotherRouteHandedOverUntilTheyAreDelivered() throws Exception {
        Run run = Run.of(Pass.Kind.DELIVERY, ShopWorkflow.named("shop"));
        LineageMessage first = message("shop", "a", SPRING, new LineageMessage.Part(1, 2, 1));
        LineageMessage last = message("shop", "a", SPRING, new LineageMessage.Part(2, 2, 1));
        assertThat(parts.receive(first, run)).isNull();
        fail(parts.receive(last, run), run);

        SourceParts again = parts.receive(last, run);

        assertThat(again).isNotNull();
        assertThat(again.isComplete()).isTrue();
        fail(again, run);
        clock.move(1001);
        assertThat(parts.overdue()).containsExactly(run);
        assertThat(parts.incomplete(run)).isEmpty();
    }

    private void fail(SourceParts whole, Run run) throws Exception {
        parts.begin(whole, run);
        SourceResult result = new SourceResult(whole);
        result.failed(new IllegalStateException("the catalog is down"));
        parts.end(result, run);
    }
}
