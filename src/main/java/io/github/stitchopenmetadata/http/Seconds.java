package io.github.stitchopenmetadata.http;

import java.math.BigDecimal;

/** Milliseconds as people read them. */
final class Seconds {

    private Seconds() {}

    /** @return such as "30 s" or "0.5 s" */
    static String of(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
    }
}
