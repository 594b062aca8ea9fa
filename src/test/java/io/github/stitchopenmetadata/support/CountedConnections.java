package io.github.stitchopenmetadata.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands on the wire in front of a server and counts the connections that are made to it. */
public final class CountedConnections implements AutoCloseable {

    private final URI server;
    private final ServerSocket listener;
    private final AtomicInteger made = new AtomicInteger();

    public CountedConnections(String serverUrl) throws IOException {
        this.server = URI.create(serverUrl);
        this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start(this::accept);
    }

    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    public int made() {
        return made.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                made.incrementAndGet();
                Socket upstream = new Socket(server.getHost(), server.getPort());
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                start(() -> pass(client, upstream));
                start(() -> pass(upstream, client));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** Passes on what one side sends; both are closed when it ends. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException closed) {
            // by the other direction
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "counted-connections");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
