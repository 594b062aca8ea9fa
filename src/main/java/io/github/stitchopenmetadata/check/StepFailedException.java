package io.github.stitchopenmetadata.check;

/** A step of a check found that something is wrong; the message says what. */
final class StepFailedException extends Exception {

    private final String remedy;

    StepFailedException(String cause, String remedy) {
        super(cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
