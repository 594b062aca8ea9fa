package io.github.stitchopenmetadata.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A server that sends what a test says, byte by byte, whether it is HTTP or not. It takes requests without a body. */
public final class RawServer implements AutoCloseable {

    /** Writes an answer; returns for the next request on the same connection, throws to close it. */
    public interface Script {
        void answer(String requestLine, OutputStream out) throws IOException;
    }

    private final ServerSocket listener;
    private final Script script;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();

    public RawServer(Script script) throws IOException {
        this.script = script;
        this.listener = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        start(this::accept);
    }

    /** A server that answers every request with the same text. */
    public static RawServer sending(String text) throws IOException {
        return new RawServer((request, out) -> out.write(bytes(text)));
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** How many connections were ever made. */
    public int connections() {
        return connections.size();
    }

    /** How many bytes it could send. */
    public long sent() {
        return sent.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connections.add(connection);
                start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = counted(connection.getOutputStream());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String requestLine = line;
                while (!line.isEmpty()) {
                    line = in.readLine();
                }
                script.answer(requestLine, out);
                out.flush();
            }
        } catch (IOException | UncheckedIOException gone) {
            // the client has seen enough, or the script has
        }
    }

    private OutputStream counted(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
                sent.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
                sent.addAndGet(length);
            }
        };
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
