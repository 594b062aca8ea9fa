package io.github.stitchopenmetadata.run;

/** A source is not read, because the program ended over it before. */
public final class SetAsideException extends Exception {

    SetAsideException(String message) {
        super(message);
    }
}
