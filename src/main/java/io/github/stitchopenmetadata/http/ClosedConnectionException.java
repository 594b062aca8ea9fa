package io.github.stitchopenmetadata.http;

import java.io.IOException;

/** The server has closed a connection before anything was sent over it. */
final class ClosedConnectionException extends IOException {

    ClosedConnectionException() {
        super("closed before anything was sent");
    }
}
