package io.github.stitchopenmetadata.http;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientConnection;

/**
 * How a call is sent over a connection that is ready for it, by whoever has the time: the thread that has just got an answer, or its own.
 * One after the other; what goes wrong is thrown on its own.
 */
final class Departure implements Runnable {

    /** In bytes. What is larger is sent by the own thread of the call: nobody else is to wait until a server takes it. */
    private static final int QUICK = 16 * 1024;

    /** In nanoseconds. The server may have closed a connection that waited longer. */
    private static final long FRESH = 1_000_000_000;

    private final Attempt attempt;
    private final ClassicHttpRequest request;
    private final HttpClientConnection connection;
    private final CallTime time;
    private final long ready = System.nanoTime();
    private boolean done;
    private Throwable failure;

    Departure(Attempt attempt, ClassicHttpRequest request, HttpClientConnection connection, CallTime time) {
        this.attempt = attempt;
        this.request = request;
        this.connection = connection;
        this.time = time;
    }

    /** Sends a small call if its connection is fresh. Does not fail. */
    @Override
    public void run() {
        HttpEntity body = request.getEntity();
        if (isFresh() && (body == null || body.getContentLength() >= 0 && body.getContentLength() <= QUICK)) {
            send();
        }
    }

    /**
     * Sends the call unless that has been done.
     *
     * @throws NotSentException if it may not be sent any more
     * @throws IOException      if it could not be sent
     */
    void ensureSent() throws IOException, HttpException {
        if (!done) {
            send();
        }
        if (failure instanceof IOException broken) {
            throw broken;
        }
        if (failure instanceof HttpException broken) {
            throw broken;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    private void send() {
        done = true;
        try {
            attempt.depart();
            time.begin();
            if (!isFresh() && connection.isStale()) {
                throw new ClosedConnectionException();
            }
            connection.sendRequestHeader(request);
            if (request.getEntity() != null) {
                connection.sendRequestEntity(request);
            }
            connection.flush();
        } catch (IOException | HttpException | RuntimeException | Error broken) {
            failure = broken;
        }
    }

    private boolean isFresh() {
        return System.nanoTime() - ready < FRESH;
    }
}
