package io.github.stitchopenmetadata.text;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.text.Turns.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final String KEY = "account 1";

    private final Turns turns = new Turns(2);
    private final BlockingQueue<String> letIn = new LinkedBlockingQueue<>();
    private final List<Thread> waiting = new ArrayList<>();

    /** @return its turn, which it waits for in a thread */
    private Turn join(String name, boolean lettingOthersGoFirst) {
        Turn turn = turns.join(KEY, lettingOthersGoFirst);
        Thread thread = new Thread(() -> {
            try {
                turn.await();
                letIn.add(name);
            } catch (InterruptedException stopping) {
                letIn.add(name + " was told to stop");
            }
        });
        thread.start();
        waiting.add(thread);
        return turn;
    }

    private Turn join(String name) {
        return join(name, false);
    }

    private String next() throws InterruptedException {
        return letIn.poll(Patience.LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Test
    void comeInTheirOrderAndThoseThatLetOthersGoFirstComeLast() throws Exception {
        Turn one = join("one");
        assertThat(next()).isEqualTo("one");
        Turn two = join("two", true);
        assertThat(next()).isEqualTo("two");
        Turn late = join("late", true);
        Turn three = join("three");
        Turn later = join("later", true);
        Turn four = join("four");

        List<Turn> order = List.of(one, two, three, four, late, later);
        List<String> names = new ArrayList<>();
        for (Turn turn : order.subList(0, 4)) {
            assertThat(letIn).isEmpty();
            turn.end();
            names.add(next());
        }

        assertThat(names).containsExactly("three", "four", "late", "later");
    }

    @Test
    void endOnce() throws Exception {
        Turn one = join("one");
        next();
        join("two");
        next();
        join("three");
        join("four");

        one.end();
        one.end();

        assertThat(next()).isEqualTo("three");
        assertThat(waiting.get(3).isAlive()).isTrue();
        assertThat(letIn).isEmpty();
        turns.join("account 2", false).await();
    }

    @Test
    void passByOneThatIsToldToStop() throws Exception {
        Turn one = join("one");
        next();
        join("two");
        next();
        join("three");
        Thread stopped = waiting.get(2);
        await().until(() -> stopped.getState() == Thread.State.WAITING);

        stopped.interrupt();
        assertThat(next()).isEqualTo("three was told to stop");
        join("four");
        one.end();

        assertThat(next()).isEqualTo("four");
    }

    /** It had its place already. */
    @Test
    void areGivenBackByOneThatIsToldToStopWhenItWasLetIn() throws Exception {
        Turn one = join("one");
        next();
        join("two");
        next();
        Turn three = turns.join(KEY, false);
        join("four");
        one.end();

        Thread.currentThread().interrupt();
        assertThat(catchThrowable(three::await)).isInstanceOf(InterruptedException.class);

        assertThat(next()).isEqualTo("four");
    }

    /** The one that waits need not have woken up by then. */
    @Test
    void beginOnTheThreadThatEndsItsOwn() throws Exception {
        Turn one = turns.join(KEY, false);
        turns.join(KEY, false).await();
        AtomicReference<Thread> began = new AtomicReference<>();
        Turn next = turns.join(KEY, false, () -> began.set(Thread.currentThread()));
        assertThat(began).hasValue(null);

        one.end();

        assertThat(began).hasValue(Thread.currentThread());
        next.await();
    }
}
