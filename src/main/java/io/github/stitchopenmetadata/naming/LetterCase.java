package io.github.stitchopenmetadata.naming;

/** What a destination makes of two names that differ in letter case only. */
enum LetterCase {
    IGNORED,
    TOLD_APART
}
