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

    /** @return what broke a call off: the end of its time, if that was it */
    IOException explained(IOException broken) {
        return over ? new CallTimeoutException(millis, broken) : broken;
    }
}
