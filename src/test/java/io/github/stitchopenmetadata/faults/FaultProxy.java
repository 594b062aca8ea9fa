package io.github.stitchopenmetadata.faults;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Stands in front of a server and hands on bytes, but for the calls that a {@link Fault} hits. */
final class FaultProxy implements AutoCloseable {

    /** @param target path and query */
    record Call(String method, String target, String body) {}

    /** A request or an answer as it came. */
    private record Message(String head, byte[] body) {

        private static final String CHUNKED = "\r\nTransfer-Encoding: chunked";
        private static final String LENGTH = "\r\ncontent-length:";

        static Message read(InputStream in) throws IOException {
            String head = head(in);
            return head.contains(CHUNKED) ? chunked(head, in) : new Message(head, bytes(in, length(head)));
        }

        private static int length(String head) {
            String lower = head.toLowerCase(Locale.ROOT);
            int at = lower.indexOf(LENGTH);
            return at < 0
                    ? 0
                    : Integer.parseInt(
                            lower.substring(at + LENGTH.length(), lower.indexOf("\r\n", at + LENGTH.length()))
                                    .strip());
        }

        /** The same with its length. */
        private static Message chunked(String head, InputStream in) throws IOException {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int size = size(in); size > 0; size = size(in)) {
                body.write(bytes(in, size));
                bytes(in, 2);
            }
            bytes(in, 2);
            return new Message(head.replace(CHUNKED, "\r\nContent-Length: " + body.size()), body.toByteArray());
        }

        private static int size(InputStream in) throws IOException {
            StringBuilder line = new StringBuilder();
            while (line.indexOf("\n") < 0) {
                line.append((char) bytes(in, 1)[0]);
            }
            return Integer.parseInt(line.toString().strip(), 16);
        }

        private static byte[] bytes(InputStream in, int length) throws IOException {
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        private static String head(InputStream in) throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream(512);
            for (int ends = 0; ends < 4; ) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException();
                }
                head.write(next);
                ends = next == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
            }
            return head.toString(StandardCharsets.ISO_8859_1);
        }

        Call call() {
            String[] line = head.substring(0, head.indexOf("\r\n")).split(" ");
            return new Call(line[0], line[1], new String(body, StandardCharsets.UTF_8));
        }

        void write(OutputStream out) throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length);
            whole.write(head.getBytes(StandardCharsets.ISO_8859_1));
            whole.write(body);
            out.write(whole.toByteArray());
            out.flush();
        }
    }

    private record Trouble(Predicate<Call> which, Fault fault, int times) {

        boolean strikes(Call call, AtomicInteger calls) {
            return which.test(call) && calls.incrementAndGet() <= times;
        }
    }

    private final ServerSocket listener;
    private final int target;
    private final AtomicInteger struck = new AtomicInteger();
    private volatile Trouble trouble;

    /** @param url of the server behind */
    FaultProxy(String url) throws IOException {
        target = URI.create(url).getPort();
        listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on, so many of these calls fail. */
    void trouble(Predicate<Call> which, Fault fault, int times) {
        struck.set(0);
        trouble = new Trouble(which, fault, times);
    }

    /** From now on, none fails. */
    void recover() {
        trouble = null;
    }

    /** How many calls of the kind there were since the trouble began, those among them that did not fail. */
    int struck() {
        return struck.get();
    }

    /** Whether the call is not to reach even this proxy. */
    boolean isRefused(Call call) {
        Trouble now = trouble;
        return now != null && now.fault == Fault.CONNECTION_REFUSED && now.strikes(call, struck);
    }

    /** @return null where no fault hits the call */
    private Fault strike(Call call) {
        Trouble now = trouble;
        return now != null && now.fault != Fault.CONNECTION_REFUSED && now.strikes(call, struck) ? now.fault : null;
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = listener.accept();
                start(() -> serve(caller));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket caller) {
        try (caller;
                Upstream upstream = new Upstream()) {
            caller.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(caller.getInputStream());
            while (true) {
                Message request = Message.read(in);
                Fault fault = strike(request.call());
                if (fault != null) {
                    fault.takePlaceOf(
                            fault.isDone(request.call().method())
                                    ? upstream.answer(request).body()
                                    : new byte[0],
                            caller);
                    return;
                }
                upstream.answer(request).write(caller.getOutputStream());
            }
        } catch (IOException gone) {
            // the caller is done, or has lost its patience
        }
    }

    /** The connection to the server behind, for one caller. */
    private final class Upstream implements AutoCloseable {

        private Socket socket;
        private InputStream in;

        Message answer(Message request) throws IOException {
            if (socket != null) {
                try {
                    return exchange(request);
                } catch (IOException idleForTooLong) {
                    close();
                }
            }
            socket = new Socket(InetAddress.getLoopbackAddress(), target);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            return exchange(request);
        }

        private Message exchange(Message request) throws IOException {
            request.write(socket.getOutputStream());
            return Message.read(in);
        }

        @Override
        public void close() throws IOException {
            if (socket != null) {
                socket.close();
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
