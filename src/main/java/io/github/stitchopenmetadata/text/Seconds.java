package io.github.stitchopenmetadata.text;

import java.math.BigDecimal;

/** Milliseconds as people read them. */
public final class Seconds {

    private Seconds() {}

    /** @return such as "30 s" or "0.5 s" */
    public static String of(long millis) {
        return BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString() + " s";
    }
}
