package io.github.stitchopenmetadata.http;

import java.io.IOException;
import java.util.concurrent.Future;
import org.apache.hc.core5.concurrent.Cancellable;

/** The time that one call has, from its beginning to the end of its answer. */
final class CallTime {

    private final long millis;
    private volatile boolean over;
    private Future<?> alarm;

    CallTime(long millis) {
        this.millis = millis;
    }

    void startedOn(Future<?> alarm) {
        this.alarm = alarm;
    }

    void over(Cancellable call) {
        over = true;
        call.cancel();
    }

    void end() {
        alarm.cancel(false);
    }

    /**
     * @param broken what the client threw, which need not be an {@link IOException} where a call is broken off between two of
     *               its steps
     * @throws CallTimeoutException if the call was broken off because its time was over
     */
    void ensureNotOver(Exception broken) throws CallTimeoutException {
        if (over) {
            throw new CallTimeoutException(millis, broken);
        }
    }
}
