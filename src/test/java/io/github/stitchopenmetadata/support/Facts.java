package io.github.stitchopenmetadata.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.ThrowingConsumer;

/** Messages are judged by what they name, not by their words, which may become better. */
public final class Facts {

    private Facts() {}

    /** @param facts names, places and values that a message tells, in any order; in one text they are apart by {@code " · "} */
    public static ThrowingConsumer<String> telling(String... facts) {
        return message -> {
            for (String some : facts) {
                assertThat(message).contains(some.split(" · "));
            }
        };
    }
}
