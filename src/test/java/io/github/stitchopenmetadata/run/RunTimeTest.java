package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.SettableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTimeTest {

    private final SettableClock clock = new SettableClock();

    private RunTime time(long deadlineSeconds, long budgetSeconds) {
        return new RunTime(clock, Duration.ofSeconds(deadlineSeconds), Duration.ofSeconds(budgetSeconds));
    }

    private void pass(long seconds) {
        clock.move(seconds * 1000);
    }

    private static Optional<Duration> seconds(long seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    @Test
    void isOverAtItsDeadline() {
        RunTime time = time(10, 100);
        pass(9);
        assertThat(time.isOver()).isFalse();
        pass(1);
        assertThat(time.isOver()).isTrue();
    }

    @Test
    void isNeverOverWithoutADeadline() {
        RunTime time = time(0, 100);
        pass(1_000_000);
        assertThat(time.isOver()).isFalse();
        assertThat(RunTime.unlimited().isOver()).isFalse();
    }

    @Test
    void waitsNoLongerThanUntilTheDeadline() {
        RunTime time = time(10, 100);

        assertThat(time.waiting(Duration.ofSeconds(30))).isEqualTo(seconds(10));
        pass(8);
        assertThat(time.waiting(Duration.ofSeconds(1))).isEqualTo(seconds(1));
        pass(5);
        assertThat(time.waiting(Duration.ofSeconds(1))).isEqualTo(seconds(0));
    }

    @Test
    void countsWaitsAtTheSameTimeOnce() {
        RunTime time = time(0, 30);

        assertThat(time.waiting(Duration.ofSeconds(10))).isEqualTo(seconds(10));
        assertThat(time.waiting(Duration.ofSeconds(10))).isEqualTo(seconds(10));
        pass(5);
        assertThat(time.waiting(Duration.ofSeconds(10))).isEqualTo(seconds(10));
        pass(100);
        // 15 of the 30 seconds are spent
        assertThat(time.waiting(Duration.ofSeconds(14))).isEqualTo(seconds(14));
        pass(100);
        assertThat(time.waiting(Duration.ofSeconds(2))).isEmpty();
    }

    @Test
    void endsAllWaitingWithTheFirstWaitThatIsTooLong() {
        RunTime time = time(0, 30);

        assertThat(time.waiting(Duration.ofSeconds(31))).isEmpty();
        assertThat(time.waiting(Duration.ofSeconds(1))).isEmpty();
        assertThat(time(0, 0).waiting(Duration.ZERO)).isEmpty();
    }
}
