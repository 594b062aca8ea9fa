package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.OneLine;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** HTTP statuses as a setting holds them. */
final class Statuses {

    private Statuses() {}

    /** @throws IllegalArgumentException if the text is no list of statuses, separated by commas */
    static Set<Integer> parse(String setting, String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(status -> !status.isEmpty())
                .map(status -> {
                    if (!status.matches("[1-5]\\d\\d")) {
                        throw new IllegalArgumentException(setting + " holds \"" + OneLine.of(status)
                                + "\": expected HTTP statuses, separated by commas");
                    }
                    return Integer.valueOf(status);
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
