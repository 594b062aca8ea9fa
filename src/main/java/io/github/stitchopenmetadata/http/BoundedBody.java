package io.github.stitchopenmetadata.http;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of an answer as it comes in, with an end to its size. A connection whose answer was read to its end, or nearly,
 * is used again; else it is given up rather than read for nothing.
 */
final class BoundedBody extends InputStream {

    /** What is worth reading to keep a connection. */
    private static final int REMAINDER = 64 * 1024;

    private final InputStream body;
    private final long limit;
    private final CallTime time;
    private final Runnable giveUp;
    private long size;
    private boolean ended;
    private boolean closed;

    /** @param giveUp closes the connection */
    BoundedBody(InputStream body, long limit, CallTime time, Runnable giveUp) {
        this.body = body;
        this.limit = limit;
        this.time = time;
        this.giveUp = giveUp;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = readBody(buffer, offset, length);
        size += Math.max(0, count);
        if (size > limit) {
            throw new AnswerTooLargeException(limit);
        }
        return count;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (!ended && !isEndedSoon()) {
                giveUp.run();
            }
            body.close();
        } catch (IOException broken) {
            // all that was wanted of it has been read
            giveUp.run();
        } finally {
            time.end();
        }
    }

    private boolean isEndedSoon() throws IOException {
        byte[] buffer = new byte[8 * 1024];
        for (int count = 0, rest = REMAINDER; count >= 0 && rest > 0; rest -= count) {
            count = readBody(buffer, 0, buffer.length);
        }
        return ended;
    }

    private int readBody(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = body.read(buffer, offset, length);
            ended |= count < 0;
            return count;
        } catch (IOException | RuntimeException broken) {
            time.ensureNotOver(broken);
            throw broken;
        }
    }
}
