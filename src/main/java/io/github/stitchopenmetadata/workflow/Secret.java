package io.github.stitchopenmetadata.workflow;

import java.util.Objects;

/** A token that shows itself only when asked to: {@code toString()} is {@code ***}. */
public final class Secret {
    private final String value;

    /** Wraps {@code value}, which must not be null; it is kept as it is. */
    public Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** Returns the token in clear, for the request that carries it and nothing else. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && value.equals(secret.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
