package io.github.stitchopenmetadata.http;

/**
 * A call to Stitch or OpenMetadata that has ended.
 *
 * @param repeated   whether an attempt before it failed
 * @param status     of the answer, or {@link CallFailedException#NO_ANSWER}
 * @param usable     whether the program could go on with the answer; one that says 404 often only tells that there is no such thing
 * @param nanos      from the beginning of the call to the end of its answer
 * @param limitNanos how long it waited before that for a place in the limit of its request; 0 without a limit
 * @param turnNanos  how long it waited for the throttles of its gateway
 */
public record Call(
        Endpoint endpoint, boolean repeated, int status, boolean usable, long nanos, long limitNanos, long turnNanos) {}
