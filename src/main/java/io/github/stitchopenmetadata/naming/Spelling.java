package io.github.stitchopenmetadata.naming;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a name is spelled where names are compared. A catalog may hold a name in another spelling than Stitch gives it:
 * OpenMetadata's ingestion writes the reserved {@code >}, {@code "} and {@code ::} as words, what registers a name writes
 * blanks for control characters, and the letters of one script may be composed or not.
 */
public final class Spelling {

    private static final String RESERVED = "__reserved__";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}+");

    private Spelling() {}

    /** {@code "price__reserved__arrow__cost"} in, {@code "price>cost"} out, in normalization form C. */
    public static String of(String name) {
        String plain = name.contains(RESERVED)
                ? name.replace("__reserved__colon__", "::")
                        .replace("__reserved__arrow__", ">")
                        .replace("__reserved__quote__", "\"")
                : name;
        if (isPrintableAscii(plain)) {
            return plain;
        }
        String composed = composed(plain);
        Matcher control = CONTROL.matcher(composed);
        String clean = control.find() ? control.replaceAll(" ").strip() : composed;
        return clean.isEmpty() ? composed : clean;
    }

    /** The name with its letters composed, and otherwise as it is. */
    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** The spelling without regard to case, the same on every machine. */
    public static String ignoringCase(String name) {
        return of(name).toLowerCase(Locale.ROOT);
    }

    static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 128);
    }

    // no regular expression: each column of each table passes here
    private static boolean isPrintableAscii(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c < ' ' || c >= 127) {
                return false;
            }
        }
        return true;
    }
}
