package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveriesTest {

    private final Deliveries deliveries = new Deliveries();

    /** Tells whether all is settled. */
    private CompletableFuture<Boolean> waiting() {
        return waiting(RunTime.unlimited());
    }

    private CompletableFuture<Boolean> waiting(RunTime time) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return deliveries.await(time);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertStillWaits(CompletableFuture<Boolean> waiting) {
        assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void areDoneWhereNothingWasHandedOver() throws Exception {
        assertThat(waiting().get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void areDoneWhenAllThatWasHandedOverIsSettled() throws Exception {
        deliveries.handOver();
        deliveries.handOver();
        CompletableFuture<Boolean> waiting = waiting();

        assertStillWaits(waiting);
        deliveries.settle();
        assertStillWaits(waiting);
        deliveries.settle();
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void areDoneWhenTheRunIsStopped() throws Exception {
        deliveries.handOver();
        CompletableFuture<Boolean> waiting = waiting();

        assertStillWaits(waiting);
        deliveries.abandon();
        assertThat(waiting.get(30, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void areGivenUpWhenTheTimeIsOver() throws Exception {
        deliveries.handOver();

        assertThat(waiting(new RunTime(Clock.systemUTC(), Duration.ofMillis(50), Duration.ZERO))
                        .get(30, TimeUnit.SECONDS))
                .isFalse();
    }

    @Test
    void mayBeSettledBeforeAnybodyWaits() throws Exception {
        deliveries.handOver();
        deliveries.settle();

        assertThat(waiting().get(30, TimeUnit.SECONDS)).isTrue();
    }
}
