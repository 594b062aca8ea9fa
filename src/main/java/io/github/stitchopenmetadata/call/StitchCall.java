package io.github.stitchopenmetadata.call;

import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.openapi.Operation;
import io.github.stitchopenmetadata.run.Run;
import java.util.Map;

/**
 * A call of an operation that a route asked for, checked.
 *
 * @param allPages  whether the answer is the records of all pages
 * @param run       whose workflow it is made with
 * @param headers   of the caller, to be put back
 * @param variables of the caller, to be put back
 */
public record StitchCall(
        Operation operation,
        Request request,
        boolean allPages,
        Run run,
        Map<String, Object> headers,
        Map<String, Object> variables) {

    /** Without what a body or a token holds. */
    @Override
    public String toString() {
        return request.toString();
    }
}
