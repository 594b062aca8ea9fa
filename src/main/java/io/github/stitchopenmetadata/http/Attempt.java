package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.OneAtATime;
import io.github.stitchopenmetadata.text.Turns;
import java.net.URI;
import java.util.concurrent.Callable;

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
    private Callable<Breakers.Permit> again;
    private Turns.Turn turn;
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
     * The call is given to the HTTP client now.
     *
     * @param permit what its outcome is reported to
     * @param again  asked when the turn of the call has come; returns what its outcome is reported to by then, and throws what is to be
     *               thrown instead of sending it
     */
    public void sent(Breakers.Permit permit, Callable<Breakers.Permit> again) {
        this.permit = permit;
        this.again = again;
        begin();
    }

    /**
     * Waits for its turn; anew where a proxy wants something before.
     *
     * @param first what is done as soon as it comes, perhaps on another thread
     * @throws NotSentException if the thread is to stop; the turn has ended then
     */
    void await(Turns turns, Runnable first) throws NotSentException {
        leave();
        turn = turns.join(line, false, first);
        try {
            turn.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw notSent(stopping);
        }
    }

    /**
     * It leaves for the server now.
     *
     * @throws NotSentException if it may not be sent any more
     */
    public void depart() throws NotSentException {
        try {
            permit = again.call();
        } catch (Exception forbidden) {
            throw notSent(forbidden);
        }
        begin();
    }

    private void begin() {
        sent = System.nanoTime();
        turnNanos = sent - asked;
    }

    private NotSentException notSent(Exception reason) {
        permit.unused();
        sent = 0;
        return new NotSentException(reason);
    }

    /** It needs its place no longer: its answer is here, or none will come. */
    public void leave() {
        if (turn != null) {
            turn.end();
        }
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

    /** Whether the call was sent, or at least tried to reach the server, and is to be counted. */
    public boolean isSent() {
        return sent != 0;
    }
}
