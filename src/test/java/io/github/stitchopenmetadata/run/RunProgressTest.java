package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunProgressTest {

    private static final Instant START = Instant.parse("2026-05-04T03:02:01Z");

    private final Pass pass = new Pass(Pass.Kind.LINEAGE, START);
    private final Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));

    private String line(long seconds) {
        return RunProgress.of(pass, run, START.plusSeconds(seconds)).line();
    }

    @Test
    void knowsNoSourcesBeforeTheAccountIsRead() {
        assertThat(line(3)).isEqualTo("stitch: 0 streams, 0 edges, 3 s");
    }

    @Test
    void tellsHowLongTheRestTakesFromWhatIsDone() {
        run.counts().progress().begin(4000, START.plusSeconds(10));
        assertThat(line(20)).isEqualTo("stitch: 0 of 4,000 sources, 0 streams, 0 edges, 20 s");

        for (int i = 0; i < 1000; i++) {
            run.counts().progress().sourceDone();
            run.counts().progress().streamDone();
        }
        run.counts().add(Count.EDGES_DRAWN, 700);
        run.counts().add(Count.EDGES_UNCHANGED, 500);
        assertThat(line(110))
                .isEqualTo("stitch: 1,000 of 4,000 sources, 1,000 streams, 1,200 edges, 110 s, about 5 min left");

        run.problems().failed("shop", "why");
        assertThat(line(36_010))
                .isEqualTo(
                        "stitch: 1,000 of 4,000 sources, 1,000 streams, 1,200 edges, 10 h, 1 failed, about 30 h left");
    }

    @Test
    void isNeverDoneMoreThanWhole() {
        run.counts().progress().begin(1, START);
        run.counts().progress().sourceDone();
        run.counts().progress().sourceDone();

        assertThat(line(2)).startsWith("stitch: 1 of 1 sources, ").endsWith(" about 0 s left");
    }

    @Test
    void countsStatusesWhereThatIsWhatIsDelivered() {
        run.counts().add(Count.STATUSES, 2);
        run.counts().add(Count.STATUSES_UNCHANGED);

        assertThat(RunProgress.of(new Pass(Pass.Kind.STATUS, START), run, START.plusSeconds(9))
                        .line())
                .isEqualTo("stitch: 3 run statuses, 9 s");
    }
}
