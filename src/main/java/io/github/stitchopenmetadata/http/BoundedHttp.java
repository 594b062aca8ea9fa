package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.Turns;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpActivityListener;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel's {@code http} component with bounds on how much is asked of a server at a time, and on what it may send: the head of an answer,
 * its body, and the time that both take together. Camel's own bounds only the time between two bytes.
 */
public final class BoundedHttp extends HttpComponent {

    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private long callTimeout = 120_000;
    private long bodyLimit = 64 * 1024 * 1024;
    private String proxy = "";
    private Turns turns = new Turns(1);
    private String attemptVariable = "";
    private ScheduledExecutorService timer;

    /** @param callTimeout the longest time in milliseconds from the turn of a call to the end of its answer */
    public void setCallTimeout(long callTimeout) {
        this.callTimeout = callTimeout;
    }

    /** @param bodyLimit the largest body of an answer in bytes, unpacked */
    public void setBodyLimit(long bodyLimit) {
        this.bodyLimit = bodyLimit;
    }

    /** @param proxy the address of the proxy, {@code none}, or blank for what Java and the environment say */
    public void setProxy(String proxy) {
        this.proxy = proxy;
    }

    /** @param atATime how many calls are in flight at a time, of all whose {@link Attempt} has the same key */
    public void setAtATime(int atATime) {
        turns = new Turns(atATime);
    }

    /** @param attemptVariable the variable that has the {@link Attempt}; what is sent without one waits for nothing */
    public void setAttemptVariable(String attemptVariable) {
        this.attemptVariable = attemptVariable;
    }

    /** @throws IllegalStateException if Camel has another component of this name already, whose calls would have no bounds */
    @Override
    public void setCamelContext(CamelContext context) {
        Component other = context.hasComponent("http");
        if (other != null && !(other instanceof BoundedHttp)) {
            throw new IllegalStateException(
                    "Camel's own http component was set up before these routes, and has no bounds; instead of"
                            + " camel.component.http.* use http.* (see application.properties)");
        }
        super.setCamelContext(context);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (getHttpActivityListener() == null) {
            // only for a listener does Camel tell the client of the exchange
            setHttpActivityListener(new Unheard());
        }
        timer = getCamelContext()
                .getExecutorServiceManager()
                .newSingleThreadScheduledExecutor(this, "http-call-timeout");
    }

    @Override
    protected void doShutdown() throws Exception {
        getCamelContext().getExecutorServiceManager().shutdownNow(timer);
        super.doShutdown();
    }

    @Override
    protected HttpClientBuilder createHttpClientBuilder(
            String uri, Map<String, Object> parameters, Map<String, Object> options) {
        ProxyRoutes routes = new ProxyRoutes(new Proxies(proxy));
        return super.createHttpClientBuilder(uri, parameters, options)
                .setRoutePlanner(routes)
                .setDefaultCredentialsProvider(routes)
                .setRequestExecutor(new CallExecutor(turns, attemptVariable))
                .addExecInterceptorFirst("bounds", new CallBounds(timer, callTimeout, bodyLimit));
    }

    private static final class Unheard implements HttpActivityListener {

        @Override
        public void onRequestSubmitted(
                Object source, Exchange exchange, HttpHost host, HttpRequest request, HttpEntity entity) {
            // nothing to do
        }

        @Override
        public void onResponseReceived(
                Object source,
                Exchange exchange,
                HttpHost host,
                HttpResponse response,
                HttpEntity entity,
                long millis) {
            // nothing to do
        }
    }

    /** As Camel does it, but for the bounded heads. */
    @Override
    @SuppressWarnings("deprecation")
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> sockets, int total, int perServer, SocketConfig socketConfig) {
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager(
                sockets,
                PoolConcurrencyPolicy.STRICT,
                TimeValue.ofMilliseconds(getConnectionTimeToLive()),
                ManagedHttpClientConnectionFactory.builder().http1Config(HEADS).build());
        connections.setMaxTotal(total > 0 ? total : getMaxTotalConnections());
        connections.setDefaultMaxPerRoute(perServer > 0 ? perServer : getConnectionsPerRoute());
        connections.setDefaultSocketConfig(socketConfig);
        return connections;
    }
}
