package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.state.Hold;
import java.util.concurrent.TimeUnit;

/** Ends a run when another process has begun one of its kind, as it may after the database was away. Thread-safe. */
final class PassFence implements Fence {

    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final Hold hold;
    private final RunLife life;
    private long looked = System.nanoTime();

    PassFence(Hold hold, RunLife life) {
        this.hold = hold;
        this.life = life;
    }

    @Override
    public synchronized void ensureHeld() throws RunStoppedException {
        if (System.nanoTime() - looked >= LOOK_EVERY) {
            if (!hold.isHeld()) {
                life.stop(
                        "stopped before it was done: another process has begun a run of this kind, after the connection to the"
                                + " database of state.jdbc.url was lost");
            }
            looked = System.nanoTime();
        }
        life.ensureWanted(false);
    }
}
