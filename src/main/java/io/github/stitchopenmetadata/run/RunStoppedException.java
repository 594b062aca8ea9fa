package io.github.stitchopenmetadata.run;

/** Something was about to be called for a run that has ended early; the reason was reported once already. */
public final class RunStoppedException extends Exception {

    RunStoppedException(String reason) {
        super(reason);
    }
}
