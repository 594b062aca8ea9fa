package io.github.stitchopenmetadata.run;

/** Keeps a run from writing what another process writes now. */
public interface Fence {

    /** Where no other process can know of what is written. */
    Fence NONE = () -> {};

    /**
     * To be called before each write; it looks at most once a second.
     *
     * @throws DeliveryTakenException if another process delivers the source now
     * @throws RunStoppedException    if another process makes a run of this kind now
     */
    void ensureHeld() throws DeliveryTakenException, RunStoppedException;
}
