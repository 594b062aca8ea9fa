package io.github.stitchopenmetadata.run;

/** A failure as a person reads it: what it hit, and why. */
public record Failure(String what, String why) {}
