package io.github.stitchopenmetadata.text;

/** Something that a route works on, and that may fail without stopping the rest. */
public interface WorkItem {

    /** What it is, for messages to people: a few words, such as {@code shop stream orders}. */
    String title();

    /** It did not arrive. */
    default void failed(Exception cause) {}
}
