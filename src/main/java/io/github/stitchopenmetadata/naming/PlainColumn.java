package io.github.stitchopenmetadata.naming;

/** What becomes of {@code age} when a change of type splits it into {@code age__it} and {@code age__st}. */
public enum PlainColumn {
    KEPT,
    RENAMED,
    /** Stitch's documentation says both. */
    EITHER
}
