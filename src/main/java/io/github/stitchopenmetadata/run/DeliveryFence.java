package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.state.DeliveryTable;
import io.github.stitchopenmetadata.state.SourceKey;
import io.github.stitchopenmetadata.state.StateUnavailableException;
import io.github.stitchopenmetadata.text.OneLine;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the delivery of a source after the call in flight, once another process has begun one. Thread-safe. */
final class DeliveryFence implements Fence {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryFence.class);
    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final DeliveryTable table;
    private final SourceKey key;
    private final String holder;
    private long looked = System.nanoTime();
    private boolean taken;
    /** Once it is not known who has the source, nothing is written any more. */
    private StateUnavailableException unknown;

    DeliveryFence(DeliveryTable table, SourceKey key, String holder) {
        this.table = table;
        this.key = key;
        this.holder = holder;
    }

    @Override
    public synchronized void ensureHeld() throws DeliveryTakenException {
        if (unknown != null) {
            throw unknown;
        }
        if (!taken && System.nanoTime() - looked >= LOOK_EVERY) {
            look();
        }
        if (taken) {
            throw new DeliveryTakenException(key.source());
        }
    }

    private void look() {
        try {
            if (!table.isHeld(key, holder)) {
                takenAway();
            }
            looked = System.nanoTime();
        } catch (StateUnavailableException unavailable) {
            unknown = unavailable;
            throw unavailable;
        }
    }

    private void takenAway() {
        taken = true;
        LOG.info("{}: another process delivers it now; this delivery ends", OneLine.of(key.source()));
    }

    /**
     * The delivery has come to its end.
     *
     * @param complete whether all of it arrived
     * @throws DeliveryTakenException if it is another process that delivers the source now
     */
    synchronized void end(boolean complete) throws DeliveryTakenException {
        if (!taken && !table.end(key, holder, complete)) {
            takenAway();
        }
        if (taken) {
            throw new DeliveryTakenException(key.source());
        }
    }
}
