package io.github.stitchopenmetadata.text;

/** Something that is worked on by one at a time of all who work on the same thing. */
public interface OneAtATime {

    /** What is the same for all that must not be worked on at the same time. */
    String correlationKey();
}
