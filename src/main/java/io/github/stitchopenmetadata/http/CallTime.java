package io.github.stitchopenmetadata.http;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.protocol.HttpContext;

/** The time that one call has, from the moment when it asks for a connection, and anew from its turn, to the end of its answer. */
final class CallTime {

    private static final String NAME = CallTime.class.getName();

    private final ScheduledExecutorService timer;
    private final long millis;
    private final Cancellable call;
    private volatile boolean over;
    private volatile long began;
    private Future<?> alarm;

    /** @param call is cancelled when its time is over */
    CallTime(ScheduledExecutorService timer, long millis, Cancellable call) {
        this.timer = timer;
        this.millis = millis;
        this.call = call;
    }

    /** What is sent with the context has this time from now on. */
    void beginIn(HttpContext context) {
        context.setAttribute(NAME, this);
        begin();
    }

    /** @return null where nobody bounds the time of what is sent with the context */
    static CallTime in(HttpContext context) {
        return (CallTime) context.getAttribute(NAME);
    }

    synchronized void begin() {
        began = System.nanoTime();
        alarm = timer.schedule(this::breakOff, millis, TimeUnit.MILLISECONDS);
    }

    private void breakOff() {
        over = true;
        call.cancel();
    }

    /** There is no end to the time until it begins again, or no call any more. */
    synchronized void end() {
        alarm.cancel(false);
    }

    /** In nanoseconds, since the time began. */
    long taken() {
        return System.nanoTime() - began;
    }

    /**
     * @param broken what the client threw, which need not be an {@link java.io.IOException} where a call is broken off between two of its
     *               steps
     * @throws CallTimeoutException if the call was broken off because its time was over
     */
    void ensureNotOver(Exception broken) throws CallTimeoutException {
        if (over) {
            throw new CallTimeoutException(millis, broken);
        }
    }
}
