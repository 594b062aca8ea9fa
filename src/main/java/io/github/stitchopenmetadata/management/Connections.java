package io.github.stitchopenmetadata.management;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The open connections of the management port, at most {@value #MOST}. One more ends the oldest of those that have not sent a head,
 * or of all: whoever holds connections so does not keep others out. Used by one thread.
 */
final class Connections {

    static final int MOST = 200;
    private static final long TO_ASK_MILLIS = 5_000;

    private final Vertx vertx;
    /** Those whose request is not complete, oldest first, each with the timer that ends it. */
    private final Map<HttpConnection, Long> asking = new LinkedHashMap<>();
    /** Those that have sent no head. */
    private final Set<HttpConnection> silent = new LinkedHashSet<>();

    private final Set<HttpConnection> open = new LinkedHashSet<>();

    Connections(Vertx vertx) {
        this.vertx = vertx;
    }

    void opened(HttpConnection connection) {
        if (open.size() >= MOST) {
            end((silent.isEmpty() ? open : silent).iterator().next());
        }
        open.add(connection);
        silent.add(connection);
        asking.put(connection, vertx.setTimer(TO_ASK_MILLIS, late -> end(connection)));
        connection.closeHandler(closed -> forget(connection));
    }

    /** The head of its request has come. */
    void asks(HttpConnection connection) {
        silent.remove(connection);
    }

    /** All of its request has come. */
    void hasAsked(HttpConnection connection) {
        Long timer = asking.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** At once: {@code HttpConnection.close} would wait until what was written is taken. */
    private void end(HttpConnection connection) {
        forget(connection);
        ((ConnectionBase) connection).channel().close();
    }

    private void forget(HttpConnection connection) {
        open.remove(connection);
        asks(connection);
        hasAsked(connection);
    }
}
