package io.github.stitchopenmetadata.text;

/** An exception that can say why apart from where: the message names both. */
public interface HasReason {

    /** @return what went wrong, in the same words for each place where it did */
    String reason();
}
