package io.github.stitchopenmetadata.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands in front of a server and answers one call in so many with a fault instead: 429, 500, 503, half an answer or none. */
final class FaultyServer implements AutoCloseable {

    private static final int ONE_IN = 25;

    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService workers = Executors.newFixedThreadPool(16);
    private final Random random;
    private final String target;

    /** @param url of the server behind; its path, if any, is kept */
    FaultyServer(String url, long seed) throws IOException {
        target = URI.create(url).resolve("/").toString();
        random = new Random(seed);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            switch (random.nextInt(5 * ONE_IN)) {
                case 0 -> refuse(exchange, 429);
                case 1 -> refuse(exchange, 500);
                case 2 -> refuse(exchange, 503);
                // the exchange is closed without an answer
                case 3 -> {}
                case 4 -> pass(exchange, body, true);
                default -> pass(exchange, body, false);
            }
        }
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "0");
        exchange.sendResponseHeaders(status, -1);
    }

    private void pass(HttpExchange exchange, byte[] body, boolean half) throws IOException {
        HttpResponse<byte[]> answer = call(exchange, body);
        answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                .set("Content-Type", type));
        byte[] whole = answer.body();
        exchange.sendResponseHeaders(answer.statusCode(), whole.length == 0 ? -1 : whole.length);
        if (whole.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(whole, 0, half ? whole.length / 2 : whole.length);
            }
        }
    }

    private HttpResponse<byte[]> call(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target).resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : new String[] {"Authorization", "Content-Type", "Accept"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
