package io.github.stitchopenmetadata.http;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel's {@code http} component with bounds on what a server may send: the head of an answer, its body, and the time that
 * both take together. Camel's own bounds only the time between two bytes.
 */
public final class BoundedHttp extends HttpComponent {

    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(200)
            .build();

    private long callTimeout = 120_000;
    private long bodyLimit = 64 * 1024 * 1024;
    private String proxy = "";
    private ScheduledExecutorService timer;

    /** @param callTimeout the longest time in milliseconds from the beginning of a call to the end of its answer */
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
                .addExecInterceptorFirst("bounds", new CallBounds(timer, callTimeout, bodyLimit));
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
