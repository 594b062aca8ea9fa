package io.github.stitchopenmetadata.lineage;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.Closeable;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The messages of an extraction, one after the other, as JSON. Nothing piles up: who hands one over waits until it has been
 * taken. Thread-safe.
 */
public final class MessageStream implements Iterator<String>, Closeable {

    private final LineageMessages messages;
    private final Runnable whenClosed;
    private LineageMessage next;
    private boolean ended;
    private boolean closed;

    /** @param whenClosed is told when nobody takes messages any more */
    MessageStream(LineageMessages messages, Runnable whenClosed) {
        this.messages = messages;
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

    /** Waits for a message, or for the end. */
    @Override
    public synchronized boolean hasNext() {
        try {
            while (next == null && !ended && !closed) {
                wait();
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
