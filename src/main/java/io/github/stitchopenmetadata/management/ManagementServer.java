package io.github.stitchopenmetadata.management;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Processor;
import org.apache.camel.StaticService;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The listener of {@code management.host} and {@code management.port}, on which the routes with {@code platform-http} answer. Whom
 * it admits it decides from the head of a request; it reads no more than a small body, in little time, and answers one request for
 * each of a bounded number of connections, so that nobody who reaches the port costs the program more than a few threads.
 */
public final class ManagementServer extends ServiceSupport implements CamelContextAware, StaticService {

    /** Where health is asked for: the one thing that everybody may know. */
    private static final String HEALTH = "/observe/health";

    private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
    private static final int BODY_BYTES = 1024;
    private static final int IDLE_SECONDS = 15;
    private static final int HEAD_BYTES = 8192;
    private static final int TOO_LARGE = 413;
    private static final int FAILED = 500;
    private static final int NOT_READY = 503;

    private final String host;
    private final int port;
    private CamelContext camelContext;
    private Vertx vertx;
    private HttpServer server;
    private Router router;
    private Connections connections;

    /** @param port 0 for any that is free */
    ManagementServer(String host, int port) {
        this.host = host.strip();
        this.port = port;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Where it listens, also where any port would do. */
    public int port() {
        return server.actualPort();
    }

    @Override
    protected void doStart() throws Exception {
        // all connections on one thread, so that they are counted without a lock
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        router = Router.router(vertx);
        // of a client that went away, or sent too much: what fails in a route, the route answers
        router.route().last().failureHandler(ManagementServer::failed);
        connections = new Connections(vertx);
        bindTo(camelContext);
        server = vertx.createHttpServer(options())
                .connectionHandler(connections::opened)
                .exceptionHandler(lost -> LOG.debug("A connection to the management port was lost", lost))
                .requestHandler(this::receive);
        try {
            server.listen(port, host).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException refused) {
            vertx.close();
            throw new IllegalArgumentException(
                    "management.host is \"" + host + "\" and management.port is " + port
                            + ", where it cannot listen (" + refused.getCause().getMessage()
                            + "): set an address of this machine and a free port, or management.enabled=false",
                    refused.getCause());
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxInitialLineLength(HEAD_BYTES)
                .setMaxHeaderSize(HEAD_BYTES);
    }

    /** Has the routes find this server, whatever its port is. */
    private void bindTo(CamelContext context) {
        context.getRegistry()
                .bind(
                        VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO,
                        new VertxPlatformHttpRouter(
                                null, vertx, router, VertxPlatformHttpRouter.PLATFORM_HTTP_ROUTER_NAME_ZERO) {
                            @Override
                            public Handler<RoutingContext> bodyHandler() {
                                return BodyHandler.create(false).setBodyLimit(BODY_BYTES);
                            }
                        });
        context.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, new Engine());
    }

    private void receive(HttpServerRequest request) {
        connections.asks(request.connection());
        request.end().onComplete(read -> connections.hasAsked(request.connection()));
        HttpServerResponse response = request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        response.endHandler(written -> request.connection().close());
        response.exceptionHandler(lost -> LOG.debug("An answer of the management port did not arrive", lost));
        Guard guard = camelContext.getRegistry().lookupByNameAndType("guard", Guard.class);
        if (guard == null) {
            refuse(request, NOT_READY, "Not started yet.");
        } else if (announced(request) > BODY_BYTES) {
            refuse(request, TOO_LARGE, "No more than " + BODY_BYTES + " bytes.");
        } else {
            try {
                if (!request.path().startsWith(HEALTH)) {
                    guard.admit(headers(request.headers()));
                }
                router.handle(request);
            } catch (NotAdmittedException refused) {
                response.putHeader("WWW-Authenticate", "Basic realm=\"stitch-openmetadata\"");
                refuse(request, refused.getStatus(), refused.getMessage());
            }
        }
    }

    private static void refuse(HttpServerRequest request, int status, String why) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain")
                .end(why);
    }

    private static void failed(RoutingContext asked) {
        LOG.debug("Not answered", asked.failure());
        if (!asked.response().ended() && !asked.response().closed()) {
            asked.response()
                    .setStatusCode(asked.statusCode() < 0 ? FAILED : asked.statusCode())
                    .end();
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : length.matches("\\d{1,18}") ? Long.parseLong(length) : Long.MAX_VALUE;
    }

    private static Map<String, Object> headers(MultiMap received) {
        Map<String, Object> headers = new HashMap<>();
        received.names().forEach(name -> headers.put(name, String.join(", ", received.getAll(name))));
        return headers;
    }

    /** That of Camel, but that a client which went away, or sent too much, is nothing that concerns anybody here. */
    private static final class Engine extends VertxPlatformHttpEngine {

        @Override
        public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
            PlatformHttpConsumer consumer = super.createConsumer(endpoint, processor);
            ((DefaultConsumer) consumer).setExceptionHandler(quiet(endpoint.getCamelContext()));
            return consumer;
        }

        private static ExceptionHandler quiet(CamelContext context) {
            return new LoggingExceptionHandler(context, ManagementServer.class, org.apache.camel.LoggingLevel.DEBUG);
        }
    }
}
