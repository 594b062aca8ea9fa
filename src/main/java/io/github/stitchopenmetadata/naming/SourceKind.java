package io.github.stitchopenmetadata.naming;

/** What a source is, and so whether its tables can stand in a catalog. */
public enum SourceKind {
    DATABASE,
    FILE,
    SAAS,
    WEBHOOK,
    IMPORT_API,
    /** Not in the rules; to be treated as an application. */
    UNKNOWN
}
