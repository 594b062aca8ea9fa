package io.github.stitchopenmetadata.naming;

/** How a destination keeps objects and arrays. */
public enum Nesting {
    /** Objects become columns {@code object__property}, arrays become tables {@code parent__array}. */
    FLATTEN,
    /** One column keeps the structure. */
    NATIVE_COLUMN,
    /** One column with child fields of its own. */
    NATIVE_CHILDREN,
    /** One text column holds the value as JSON. */
    JSON_STRING
}
