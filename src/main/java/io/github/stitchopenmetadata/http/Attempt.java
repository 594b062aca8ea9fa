package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.OneAtATime;
import java.net.URI;

/** One attempt to make the call of a {@link Request}, from the moment it asks for its turn. */
public final class Attempt implements OneAtATime {

    private final Request request;
    private final URI server;
    private final URI uri;
    private final String line;
    private final boolean repeated;
    private long asked = System.nanoTime();
    private long limitNanos;
    private long turnNanos;
    private long sent;
    private Long place;
    private boolean announced;
    private Breakers.Permit permit;

    /** One that waits for no other calls. */
    public Attempt(Request request, URI server, boolean repeated) {
        this(request, server, "", repeated);
    }

    /**
     * @param server   the address of the server, without a slash at the end
     * @param line     whose calls wait for each other
     * @param repeated whether an attempt before this one failed
     * @throws io.github.stitchopenmetadata.text.InvalidAnswerException if the request follows a link to another server
     */
    public Attempt(Request request, URI server, String line, boolean repeated) {
        this.request = request;
        this.server = server;
        this.uri = request.uri(server);
        this.line = line;
        this.repeated = repeated;
    }

    public Request request() {
        return request;
    }

    @Override
    public String correlationKey() {
        return line;
    }

    /** The address of the server as it is configured: a link to a page may write it in another way. */
    public URI server() {
        return server;
    }

    /** The whole address. */
    public URI uri() {
        return uri;
    }

    /** The place that the limit of the request has given; null as long as there is none. */
    public Long place() {
        return place;
    }

    /** @param taken the place that the limit of the request gives */
    public void place(long taken) {
        place = taken;
        long now = System.nanoTime();
        limitNanos = now - asked;
        asked = now;
    }

    /** @return true the first time: a long wait is told of once */
    public boolean announce() {
        boolean first = !announced;
        announced = true;
        return first;
    }

    /**
     * The call is sent now.
     *
     * @param permit what its outcome is reported to
     */
    public void sent(Breakers.Permit permit) {
        this.permit = permit;
        sent = System.nanoTime();
        turnNanos = sent - asked;
    }

    /** What the outcome is reported to; null where it was not sent. */
    public Breakers.Permit permit() {
        return permit;
    }

    /**
     * @param status of the answer, or {@link CallFailedException#NO_ANSWER}
     * @param usable whether the program can go on with the answer
     */
    public Call ended(int status, boolean usable) {
        return new Call(request.endpoint(), repeated, status, usable, System.nanoTime() - sent, limitNanos, turnNanos);
    }

    /** Whether the call was sent, and is to be counted. */
    public boolean isSent() {
        return sent != 0;
    }
}
