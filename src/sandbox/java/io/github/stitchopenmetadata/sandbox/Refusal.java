package io.github.stitchopenmetadata.sandbox;

/** The catalog does not do what a request asks for: the status to answer and the words to answer with. */
final class Refusal extends RuntimeException {

    private final int status;
    private final boolean plain;

    private Refusal(int status, String message, boolean plain) {
        // no stack trace: a refusal is an answer, not a fault
        super(message, null, false, false);
        this.status = status;
        this.plain = plain;
    }

    private Refusal(int status, String message) {
        this(status, message, false);
    }

    /** A body that is no JSON: the only refusal that is answered as plain text. */
    static Refusal malformed(String message) {
        return new Refusal(400, message, true);
    }

    static Refusal badRequest(String message) {
        return new Refusal(400, message);
    }

    static Refusal unauthorized(String message) {
        return new Refusal(401, message);
    }

    static Refusal forbidden(String message) {
        return new Refusal(403, message);
    }

    static Refusal notFound(String message) {
        return new Refusal(404, message);
    }

    static Refusal missing(String type, Object key) {
        return notFound(type + " instance for " + key + " not found");
    }

    static Refusal failure(String message) {
        return new Refusal(500, message);
    }

    /** A refusal by the web layer, which servers of version 1.1 disguise as an error of their own. */
    static Refusal http(ServerVersion version, int status, String reason) {
        return new Refusal(version.atLeast("1.2") ? status : 500, "HTTP " + status + " " + reason);
    }

    static Refusal unknownPath(ServerVersion version) {
        return http(version, 404, "Not Found");
    }

    int status() {
        return status;
    }

    boolean plain() {
        return plain;
    }
}
