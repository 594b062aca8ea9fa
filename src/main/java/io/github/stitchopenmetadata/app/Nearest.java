package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.text.Spelling;
import java.util.Collection;

/** Asks for what was probably meant. */
final class Nearest {

    private Nearest() {}

    static String hint(String word, Collection<String> candidates) {
        return Spelling.nearest(word, candidates)
                .map(meant -> "did you mean " + meant + "?")
                .orElse("");
    }
}
