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

    @Test
    void isSettledWhereAllArrivedOrIsADeadLetter() {
        Consumer<Run> kept = run -> run.counts().add(Count.DEAD_LETTERS);

        assertThat(pass(FINE).isSettled()).isTrue();
        assertThat(pass(FAILED).isSettled()).isFalse();
        assertThat(pass(FAILED.andThen(kept)).isSettled()).isTrue();
        assertThat(pass(REFUSED).isSettled()).isFalse();
        assertThat(pass(REFUSED.andThen(kept)).isSettled()).isTrue();
        assertThat(pass(FINE, FAILED).isSettled()).isFalse();
    }

    @Test
    void isNotSettledWhereNothingWasBegun() {
        Pass misconfigured = pass();
        misconfigured.configurationRefused(List.of("shop.yaml:3: no token"));
        Pass unreadable = pass();
        unreadable.fileRefused("mine.json holds no lineage message");
        Pass skipped = pass();
        skipped.skip();
        Pass interrupted = pass();
        interrupted.interrupt();

        assertThat(List.of(misconfigured, unreadable))
                .noneMatch(Pass::isSettled)
                .noneMatch(Pass::isBrokenOff);
        assertThat(List.of(skipped, interrupted)).noneMatch(Pass::isSettled).allMatch(Pass::isBrokenOff);
    }

    @Test
    void isBrokenOffWhereAnotherProcessOrNobodyGoesOn() {
        Pass takenOver = pass(run -> new Tally().sourceLetGo(run));
        Pass told = pass(run -> run.life().interrupt());

        assertThat(List.of(takenOver, told)).noneMatch(Pass::isSettled).allMatch(Pass::isBrokenOff);
        assertThat(List.of(pass(FINE), pass(FAILED), pass(STOPPED))).noneMatch(Pass::isBrokenOff);
    }
}
