package io.github.stitchopenmetadata.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Connections to one port of this machine that are held open, as an attacker holds them: they send what they are told, and do not read. */
public final class ManyConnections implements AutoCloseable {

    private final List<SocketChannel> open = new ArrayList<>();
    private final int port;

    public ManyConnections(int port) {
        this.port = port;
    }

    /** Opens so many, and sends on each as much of this as is taken without a wait. */
    public ManyConnections add(int count, byte[] sent) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            channel.configureBlocking(false);
            open.add(channel);
            try {
                channel.write(ByteBuffer.wrap(sent));
            } catch (IOException closed) {
                // the server was faster
            }
        }
        return this;
    }

    /** @return how many the server has not ended */
    public int open() throws IOException {
        for (Iterator<SocketChannel> each = open.iterator(); each.hasNext(); ) {
            SocketChannel channel = each.next();
            if (isEnded(channel)) {
                channel.close();
                each.remove();
            }
        }
        return open.size();
    }

    private static boolean isEnded(SocketChannel channel) {
        ByteBuffer answer = ByteBuffer.allocate(4096);
        try {
            int read;
            do {
                answer.clear();
                read = channel.read(answer);
            } while (read > 0);
            return read < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        for (SocketChannel channel : open) {
            channel.close();
        }
    }
}
