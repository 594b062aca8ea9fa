package io.github.stitchopenmetadata.run;

/**
 * A delivery is broken off, because another process delivers the source now: no failure, and no dead letter. A message that was taken
 * from a broker is not acknowledged.
 */
public final class DeliveryTakenException extends Exception {

    DeliveryTakenException(String source) {
        super("another process delivers " + source + " now");
    }
}
