package io.github.stitchopenmetadata.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to a server on this machine that can be cut while both ends live on: no byte passes any more, and neither end is told.
 * Once it is mended, old connections are broken and new ones pass.
 */
public final class Link implements AutoCloseable {

    private final ServerSocket entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private int port;
    private boolean cut;

    public Link() throws IOException {
        begin(this::accept);
    }

    /** @param port where the server listens */
    public synchronized void leadTo(int port) {
        this.port = port;
    }

    public String address() {
        return "127.0.0.1:" + entrance.getLocalPort();
    }

    public synchronized void cut() {
        cut = true;
    }

    public synchronized void mend() {
        cut = false;
        notifyAll();
        sockets.forEach(Link::close);
        sockets.clear();
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = entrance.accept();
            begin(() -> connect(near));
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far;
        synchronized (this) {
            awaitMended();
            far = new Socket(InetAddress.getLoopbackAddress(), port);
            sockets.add(near);
            sockets.add(far);
        }
        begin(() -> pass(near, far));
        begin(() -> pass(far, near));
    }

    /** What has come while it was cut is lost, because the connection is closed when it is mended. */
    private void pass(Socket from, Socket to) {
        byte[] buffer = new byte[8192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitMended();
                out.write(buffer, 0, count);
            }
        } catch (IOException closed) {
            // by one of the ends, or because it was mended: then the other end is closed, too
        }
    }

    private synchronized void awaitMended() {
        while (cut) {
            try {
                wait();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // the link, or the server
                    }
                },
                "link");
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // before
        }
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        mend();
    }
}
