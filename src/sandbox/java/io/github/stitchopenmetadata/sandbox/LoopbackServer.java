package io.github.stitchopenmetadata.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server on 127.0.0.1 that counts its requests and answers each after a given delay. */
abstract class LoopbackServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LoopbackServer.class);
    private static final int WORKERS = 16;
    private static final int BACKLOG = 1024;
    private static final Answer DOWN = Answer.plain(503, "down");

    static {
        // head and body leave in two packets; without this every answer waits for a delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private final Duration latency;
    private final AtomicLong requestsUntilDown = new AtomicLong(Long.MAX_VALUE);
    private final LongAdder writes = new LongAdder();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile Consumer<ServedRequest> listener = served -> {};

    LoopbackServer(String name, int port, Duration latency) {
        this.latency = latency;
        this.workers = Executors.newFixedThreadPool(WORKERS, threads(name));
        this.timer = Executors.newSingleThreadScheduledExecutor(threads(name + "-latency"));
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            this.server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
        }
        server.setExecutor(workers);
    }

    /** To be called when all is there that answers need. */
    final void start(Endpoints endpoints) {
        server.createContext("/", exchange -> handle(exchange, endpoints));
        server.start();
    }

    /** Answers a request in the server's own manner: tokens, locks and the form of its errors. */
    abstract Answer answer(ReceivedRequest request, Endpoints.Match match);

    /** The base URL, without a path. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public long requests() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many requests were PUT, POST, PATCH or DELETE. */
    public long writes() {
        return writes.sum();
    }

    /** @param listener is told of each request once it is answered */
    public void whenServed(Consumer<ServedRequest> listener) {
        this.listener = listener;
    }

    /** How often each endpoint was called: method and path template, such as {@code PUT /api/v1/pipelines}. */
    public Map<String, Long> requestsByEndpoint() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((endpoint, count) -> sums.put(endpoint, count.sum()));
        return sums;
    }

    /**
     * Lets the server break down: after this many more requests it answers 503 to all. The first of those it still carries
     * out, so that only its answer is lost.
     */
    public void breakDownAfter(long requests) {
        requestsUntilDown.set(requests);
    }

    /** The server answers again. */
    public void recover() {
        requestsUntilDown.set(Long.MAX_VALUE);
    }

    @Override
    public void close() {
        server.stop(0);
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange, Endpoints endpoints) throws IOException {
        long received = System.nanoTime();
        ReceivedRequest request = ReceivedRequest.of(exchange);
        Endpoints.Match match = endpoints.match(request.method(), request.segments());
        counts.computeIfAbsent(request.method() + " " + match.template(), key -> new LongAdder())
                .increment();
        if (request.writes()) {
            writes.increment();
        }
        Answer answer = answerUnlessDown(request, match);
        Runnable reply = () -> {
            send(exchange, answer);
            listener.accept(new ServedRequest(
                    request.method(),
                    exchange.getRequestURI().toString(),
                    request.body(),
                    received,
                    System.nanoTime()));
        };
        if (latency.isZero()) {
            reply.run();
        } else {
            // no thread waits: the exchange stays open and a worker sends the answer when its time has come
            timer.schedule(() -> workers.execute(reply), latency.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private Answer answerUnlessDown(ReceivedRequest request, Endpoints.Match match) {
        long untilDown = requestsUntilDown.getAndDecrement();
        Answer answer = untilDown < 0 ? DOWN : answerOrFault(request, match);
        return untilDown > 0 ? answer : DOWN;
    }

    private Answer answerOrFault(ReceivedRequest request, Endpoints.Match match) {
        try {
            return answer(request, match);
        } catch (RuntimeException e) {
            LOG.error("cannot answer {} {}", request.method(), match.template(), e);
            return Answer.plain(500, e.toString());
        }
    }

    private static void send(HttpExchange exchange, Answer answer) {
        try (exchange) {
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body();
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        } catch (IOException e) {
            LOG.debug("the client left before its answer was sent", e);
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger next = new AtomicInteger(1);
        return task -> {
            Thread thread = new Thread(task, name + "-" + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
