package io.github.stitchopenmetadata.http;

/**
 * A call to Stitch or OpenMetadata that has ended.
 *
 * @param repeated whether it was made before and failed
 * @param status   of the answer, or {@link CallFailedException#NO_ANSWER}
 * @param usable   whether the answer was one that the program could go on with; one that says 404 often only tells that there is no such thing
 * @param nanos    from the beginning of the call to the end of its answer
 */
public record Call(Endpoint endpoint, boolean repeated, int status, boolean usable, long nanos) {}
