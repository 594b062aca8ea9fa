package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a run waits for the delivery of what it handed over. */
class DeliveriesTest {

    private final SettableClock clock = new SettableClock();
    private final RunLife life = new RunLife(new RunTime(clock, Duration.ofSeconds(50), Duration.ZERO), true);

    @Test
    void areDoneWhereNothingWasHandedOver() {
        assertThat(life.deliveries().areDone()).isTrue();
        assertThat(life.isDelivering()).isFalse();
    }

    @Test
    void areDoneWhenAllThatWasHandedOverIsAcknowledged() {
        life.deliveries().handOver();
        life.deliveries().handOver();

        assertThat(life.isDelivering()).isTrue();
        life.deliveries().acknowledge();
        assertThat(life.isDelivering()).isTrue();
        life.deliveries().acknowledge();
        assertThat(life.isDelivering()).isFalse();
        assertThat(life.stopped()).isNull();
    }

    @Test
    void areNotWaitedForWhenTheRunIsStopped() {
        life.deliveries().handOver();

        assertThat(life.isDelivering()).isTrue();
        life.stop("stopped before it was done");
        assertThat(life.isDelivering()).isFalse();
        assertThat(life.deliveries().areDone()).isFalse();
        assertThat(life.stopped()).isEqualTo("stopped before it was done");
    }

    @Test
    void areGivenUpWhenTheTimeIsOver() {
        life.deliveries().handOver();
        clock.move(49_999);
        assertThat(life.isDelivering()).isTrue();

        clock.move(1);

        assertThat(life.isDelivering()).isFalse();
        assertThat(life.stopped())
                .isEqualTo("stopped before it was done, its time is over (ingest.deadline); the next run goes on");
    }

    @Test
    void doNotEndARunLateThatIsDone() {
        life.deliveries().handOver();
        life.deliveries().acknowledge();
        clock.move(60_000);

        assertThat(life.isDelivering()).isFalse();
        assertThat(life.stopped()).isNull();
    }

    /** The queue may be quicker than the extraction. */
    @Test
    void mayBeAcknowledgedBeforeTheirHandingOverIsNoted() {
        life.deliveries().acknowledge();
        life.deliveries().handOver();

        assertThat(life.isDelivering()).isFalse();
    }
}
