package io.github.stitchopenmetadata.http;

import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Bounds each call of an HTTP client: it is broken off when its time is over, whatever it is doing then, and its body is a
 * {@link BoundedBody}.
 */
final class CallBounds implements ExecChainHandler {

    private final ScheduledExecutorService timer;
    private final long millis;
    private final long bodyLimit;

    CallBounds(ScheduledExecutorService timer, long millis, long bodyLimit) {
        this.timer = timer;
        this.millis = millis;
        this.bodyLimit = bodyLimit;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        CallTime time = new CallTime(timer, millis, (Cancellable) scope.originalRequest);
        time.beginIn(scope.clientContext);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity body = response.getEntity();
            if (body == null) {
                time.end();
            } else {
                response.setEntity(new Entity(
                        body, new BoundedBody(body.getContent(), bodyLimit, time, scope.execRuntime::discardEndpoint)));
            }
            return response;
        } catch (IOException | HttpException | RuntimeException broken) {
            time.end();
            time.ensureNotOver(broken);
            throw broken;
        }
    }

    /** Gives the same stream each time: who closes it twice must not reach the connection, which may serve another call by then. */
    private static final class Entity extends HttpEntityWrapper {

        private final BoundedBody content;

        Entity(HttpEntity wrapped, BoundedBody content) {
            super(wrapped);
            this.content = content;
        }

        @Override
        public BoundedBody getContent() {
            return content;
        }

        @Override
        public void close() {
            content.close();
        }
    }
}
