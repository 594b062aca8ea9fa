package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.http.Call;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Endpoint;
import io.github.stitchopenmetadata.http.Side;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The one place where every call to either side is written down when it has ended, for the gateway routes: in the book of its
 * run, and for whoever wants to know. Calls that were not made, because their server is to be spared, are not among them.
 */
public final class Requests {

    private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();

    /** A call that is being made. */
    public record Begun(Endpoint endpoint, boolean repeated, long nanoTime) {

        private Call ended(int status, boolean usable) {
            return new Call(endpoint, repeated, status, usable, System.nanoTime() - nanoTime);
        }
    }

    /** @param repeated Camel's own header, null for the first attempt */
    public Begun toStitch(URI uri, Boolean repeated) {
        return begun(Side.STITCH, "GET", uri, repeated);
    }

    /**
     * @param verb     null where the body decides: PUT with one, else GET
     * @param repeated Camel's own header, null for the first attempt
     */
    public Begun toCatalog(String verb, Object body, URI uri, Boolean repeated) {
        return begun(Side.OPENMETADATA, verb != null ? verb : body == null ? "GET" : "PUT", uri, repeated);
    }

    public void answered(Run run, Begun call, int status) {
        ended(run, call.ended(status, true));
    }

    public void failed(Run run, Begun call, CallFailedException failure) {
        ended(run, call.ended(failure.getStatus(), false));
    }

    /** @param listener is told of each call on the thread that made it, so it must be quick */
    public void whenEnded(Consumer<Call> listener) {
        listeners.add(listener);
    }

    private void ended(Run run, Call call) {
        run.calls().add(call);
        listeners.forEach(listener -> listener.accept(call));
    }

    private static Begun begun(Side side, String method, URI uri, Boolean repeated) {
        return new Begun(Endpoint.of(side, method, uri), Boolean.TRUE.equals(repeated), System.nanoTime());
    }
}
