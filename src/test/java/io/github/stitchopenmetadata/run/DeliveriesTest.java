package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.support.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a run waits for the delivery of what it handed over. */
class DeliveriesTest {

    private final SettableClock clock = new SettableClock();
    private final RunLife life = new RunLife(new RunTime(clock, Duration.ofSeconds(50), Duration.ZERO), true);

    private static final LineageMessage MESSAGE = message("shop", 1);

    private static LineageMessage message(String source, int part) {
        return new LineageMessage(
                LineageMessage.VERSION,
                "run",
                "stitch",
                "2026-01-02T03:04:05Z",
                new LineageMessage.Part(part, 0, 0),
                new LineageMessage.Source(1, source, null, null, null, null, true, true, null, null, null, null),
                null,
                false,
                null,
                null,
                null);
    }

    @Test
    void areDoneWhereNothingWasHandedOver() {
        assertThat(life.deliveries().areDone()).isTrue();
        assertThat(life.isDelivering(Duration.ZERO)).isFalse();
    }

    @Test
    void areDoneWhenAllThatWasHandedOverIsAcknowledged() {
        life.handedOver(MESSAGE);
        life.handedOver(message("crm", 1));
        life.handedOver(message("shop", 2));

        life.acknowledged(MESSAGE);
        life.acknowledged(MESSAGE);
        life.acknowledged(message("crm", 1));
        assertThat(life.isDelivering(Duration.ZERO)).isTrue();
        assertThat(life.deliveries().outstanding()).isOne();
        life.acknowledged(message("shop", 2));
        assertThat(life.isDelivering(Duration.ZERO)).isFalse();
        assertThat(life.stopped()).isNull();
    }

    @Test
    void areNotWaitedForWhenTheRunIsStopped() {
        life.handedOver(MESSAGE);

        assertThat(life.isDelivering(Duration.ZERO)).isTrue();
        life.stop("stopped before it was done");
        assertThat(life.isDelivering(Duration.ZERO)).isFalse();
        assertThat(life.deliveries().areDone()).isFalse();
        assertThat(life.stopped()).isEqualTo("stopped before it was done");
    }

    @Test
    void areGivenUpWhenTheTimeIsOver() {
        life.handedOver(MESSAGE);
        clock.move(49_999);
        assertThat(life.isDelivering(Duration.ZERO)).isTrue();

        clock.move(1);

        assertThat(life.isDelivering(Duration.ZERO)).isFalse();
        assertThat(life.stopped())
                .isEqualTo("stopped before it was done, its time is over (ingest.deadline); the next run goes on");
    }

    @Test
    void doNotEndARunLateThatIsDone() {
        life.handedOver(MESSAGE);
        life.acknowledged(MESSAGE);
        clock.move(60_000);

        assertThat(life.isDelivering(Duration.ZERO)).isFalse();
        assertThat(life.stopped()).isNull();
    }

    /** The queue may be quicker than the extraction. */
    @Test
    void mayBeAcknowledgedBeforeTheirHandingOverIsNoted() {
        life.acknowledged(MESSAGE);
        life.handedOver(MESSAGE);

        assertThat(life.isDelivering(Duration.ZERO)).isFalse();
    }

    /** Of those that are told of through a broker, whose processes may be gone. */
    @Test
    void areGivenUpWhenNoneHasEndedForLongEnough() {
        Duration patience = Duration.ofSeconds(10);
        life.handedOver(MESSAGE);
        life.handedOver(message("crm", 1));
        clock.move(9_000);
        life.acknowledged(MESSAGE);
        clock.move(10_000);
        assertThat(life.isDelivering(patience)).isTrue();

        clock.move(1);

        assertThat(life.isDelivering(patience)).isFalse();
        assertThat(life.stopped()).startsWith("1 deliveries are outstanding").contains("10 s (lineage.results.wait)");
    }
}
