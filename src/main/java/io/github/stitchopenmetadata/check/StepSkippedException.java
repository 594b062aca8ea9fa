package io.github.stitchopenmetadata.check;

/** A step of a check cannot be done here; the message says why. */
final class StepSkippedException extends Exception {

    StepSkippedException(String why) {
        super(why);
    }
}
