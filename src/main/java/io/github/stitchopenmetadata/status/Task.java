package io.github.stitchopenmetadata.status;

/**
 * A task of a pipeline in the catalog.
 *
 * @param stream the name that Stitch gives to its stream
 */
record Task(String name, String stream) {

    /** The two are mostly the same text, and an account has many. */
    Task {
        stream = stream.equals(name) ? name : stream;
    }
}
