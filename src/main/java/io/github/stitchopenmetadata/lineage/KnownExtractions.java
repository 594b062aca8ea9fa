package io.github.stitchopenmetadata.lineage;

import java.time.Instant;

/** What holds messages of extractions that have been: those to come are later than all of them. */
public interface KnownExtractions {

    /** @return when the latest of them began, by what it says itself; {@link Instant#EPOCH} where there is none */
    Instant latest();
}
