package io.github.stitchopenmetadata.http;

import java.util.Objects;
import java.util.Optional;

/** What a call shows to be let in. It shows itself to the gateway alone: {@code toString()} tells no token. */
public final class Credential {

    /** The token that the workflow has for the server. */
    public static final Credential OF_WORKFLOW = new Credential(null);
    /** Nothing: the call needs no token, or carries its secrets in the body. Only such a call may leave the server. */
    public static final Credential NONE = new Credential(null);

    private final String token;

    private Credential(String token) {
        this.token = token;
    }

    /** @param token of the caller's own, such as one of the Import API */
    public static Credential token(String token) {
        return new Credential(Objects.requireNonNull(token, "token"));
    }

    /** The token of the caller's own, in clear. */
    public Optional<String> own() {
        return Optional.ofNullable(token);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (token != null && other instanceof Credential shown && token.equals(shown.token));
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(token);
    }

    @Override
    public String toString() {
        return token != null ? "***" : this == NONE ? "none" : "of the workflow";
    }
}
