package io.github.stitchopenmetadata.stitch;

/** Stitch may not be asked for extractions or loads just now, and nobody waits until it may. */
public final class JobsLimitException extends Exception {

    JobsLimitException(String limit) {
        super(limit);
    }
}
