package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.http.Side;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PassTest {

    private static final Consumer<Run> FINE = run -> run.counts().add(Count.PIPELINES_CREATED);
    private static final Consumer<Run> FAILED = run -> run.problems().failed("shop", "why");
    private static final Consumer<Run> REFUSED = run -> run.life().refuse("no such host", null);
    private static final Consumer<Run> STOPPED = run -> run.life().stop("stopped before it was done");

    @SafeVarargs
    private static Pass pass(Consumer<Run>... runs) {
        return pass(Pass.Kind.LINEAGE, runs);
    }

    @SafeVarargs
    private static Pass pass(Pass.Kind kind, Consumer<Run>... runs) {
        Pass pass = new Pass(kind, Instant.EPOCH);
        for (Consumer<Run> outcome : runs) {
            Run run = Run.of(kind, ShopWorkflow.named("stitch"));
            outcome.accept(run);
            pass.add(pass.runs().size(), run);
        }
        return pass;
    }

    @Test
    void succeedsWhereEverythingWasDelivered() {
        assertThat(pass().exitStatus()).isZero();
        assertThat(pass(FINE, FINE).exitStatus()).isZero();
    }

    @Test
    void isRefusedWhereTheConfigurationIs() {
        Pass pass = pass();
        pass.configurationRefused(List.of("shop.yaml:3: no token"));

        assertThat(pass.exitStatus()).isEqualTo(2);
    }

    @Test
    void isRefusedWhereEveryConnectionIs() {
        assertThat(pass(REFUSED).exitStatus()).isEqualTo(2);
        assertThat(pass(REFUSED, REFUSED).exitStatus()).isEqualTo(2);
    }

    @Test
    void failsWhereAnythingElseDid() {
        assertThat(pass(FAILED).exitStatus()).isEqualTo(1);
        assertThat(pass(FINE, FAILED).exitStatus()).isEqualTo(1);
        assertThat(pass(STOPPED).exitStatus()).isEqualTo(1);
        assertThat(pass(REFUSED, FINE).exitStatus()).isEqualTo(1);
        assertThat(pass(REFUSED, STOPPED).exitStatus()).isEqualTo(1);
        assertThat(pass(REFUSED, FAILED).exitStatus()).isEqualTo(1);
    }

    /** A run would not go well. */
    @Test
    void isRefusedWhereAnythingInACheckFailed() {
        assertThat(pass(Pass.Kind.CHECK, FINE, FAILED).exitStatus()).isEqualTo(2);
        assertThat(pass(Pass.Kind.CHECK, FINE).exitStatus()).isZero();
    }

    @Test
    void failsWhereSomethingCouldNotBeReplayedOrRead() {
        Pass replay = pass(Pass.Kind.REPLAY, FINE);
        replay.fileRefused("a.json holds no lineage message");
        assertThat(replay.exitStatus()).isEqualTo(1);
        Pass lineage = pass(FINE);
        lineage.messageUnread("a message in the queue");
        assertThat(lineage.exitStatus()).isEqualTo(1);
    }

    @Test
    void isRefusedWhereATokenIsRefusedEvenInTheMiddle() {
        assertThat(pass(run -> {
                            run.counts().add(Count.EDGES_DRAWN);
                            run.life().refuse(FailedCall.with(401).getMessage(), Side.STITCH);
                        })
                        .exitStatus())
                .isEqualTo(2);
    }
}
