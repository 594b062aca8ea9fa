package io.github.stitchopenmetadata.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** Takes batches, and answers each after some time. Argument: that time in milliseconds. Prints its address. */
final class ImportServerMain {

    private static final byte[] ACCEPTED =
            "{\"status\":\"OK\",\"message\":\"accepted\"}".getBytes(StandardCharsets.UTF_8);

    private ImportServerMain() {}

    public static void main(String[] args) throws IOException {
        long latency = Long.parseLong(args[0]);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> answer(exchange, latency));
        server.start();
        System.out.println("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, long latency) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        try {
            Thread.sleep(latency);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, ACCEPTED.length);
        exchange.getResponseBody().write(ACCEPTED);
        exchange.close();
    }
}
