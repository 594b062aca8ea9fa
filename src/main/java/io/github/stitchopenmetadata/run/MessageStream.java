package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessages;
import java.io.Closeable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The messages of an extraction, one after the other, as JSON. Nothing piles up: who hands one over waits until it has been
 * taken. Thread-safe.
 */
public final class MessageStream implements Iterator<String>, Closeable {

    /** In milliseconds: a process that stops lets no route go on to say so. */
    private static final long LOOK_AGAIN = 100;

    private final LineageMessages messages;
    private final RunLife life;
    private final Runnable whenClosed;
    private LineageMessage next;
    private boolean ended;
    private boolean closed;

    /** @param whenClosed is told when nobody takes messages any more */
    MessageStream(LineageMessages messages, RunLife life, Runnable whenClosed) {
        this.messages = messages;
        this.life = life;
        this.whenClosed = whenClosed;
    }

    /** @return whether the message has been taken */
    synchronized boolean put(LineageMessage message) throws InterruptedException {
        while (next != null && !closed) {
            wait();
        }
        if (!closed) {
            next = message;
            notifyAll();
        }
        while (next == message && !closed) {
            wait();
        }
        return !closed;
    }

    /** No message comes after those that wait. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for a message, or for the end: of the extraction, or of the run. */
    @Override
    public synchronized boolean hasNext() {
        try {
            while (next == null && !ended && !closed && life.stopped() == null) {
                wait(LOOK_AGAIN);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            close();
        }
        return next != null && !closed;
    }

    @Override
    public synchronized String next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        LineageMessage message = next;
        next = null;
        notifyAll();
        try {
            return messages.write(message);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Takes no more: whoever waits to hand one over is told. */
    @Override
    public synchronized void close() {
        closed = true;
        next = null;
        notifyAll();
        whenClosed.run();
    }
}
