package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveriesTest {

    private final Deliveries deliveries = new Deliveries();

    private CompletableFuture<Void> waiting() {
        return CompletableFuture.runAsync(() -> {
            try {
                deliveries.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void assertStillWaits(CompletableFuture<Void> waiting) {
        assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void areDoneWhereNothingWasHandedOver() throws Exception {
        waiting().get(30, TimeUnit.SECONDS);
    }

    @Test
    void areDoneWhenAllThatWasHandedOverIsSettled() throws Exception {
        deliveries.handOver();
        deliveries.handOver();
        CompletableFuture<Void> waiting = waiting();

        assertStillWaits(waiting);
        deliveries.settle();
        assertStillWaits(waiting);
        deliveries.settle();
        waiting.get(30, TimeUnit.SECONDS);
    }

    @Test
    void areDoneWhenTheRunIsStopped() throws Exception {
        deliveries.handOver();
        CompletableFuture<Void> waiting = waiting();

        assertStillWaits(waiting);
        deliveries.abandon();
        waiting.get(30, TimeUnit.SECONDS);
        assertThat(waiting).isCompleted();
    }

    @Test
    void mayBeSettledBeforeAnybodyWaits() throws Exception {
        deliveries.handOver();
        deliveries.settle();

        waiting().get(30, TimeUnit.SECONDS);
    }
}
