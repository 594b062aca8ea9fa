package io.github.stitchopenmetadata.deadletter;

/** A file that somebody put into the replay directory: a dead letter, or a lineage message as it is. */
public record DroppedFile(String name, String text) {}
