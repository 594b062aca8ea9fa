package io.github.stitchopenmetadata.text;

/** The correlation expression of the throttles that let only one at a time pass. */
public final class CorrelationKey {

    public String of(OneAtATime work) {
        return work.correlationKey();
    }
}
