package io.github.stitchopenmetadata.naming;

/**
 * What Stitch leaves of a name whatever the destination: the name in lower case, without ASCII characters but {@code a-z0-9},
 * without leading digits. Every renaming of a single identifier that Stitch documents keeps this key, so it serves as the
 * last resort of a match, and only where it is unique: {@code a_b} and {@code ab} share one.
 *
 * <p>What Stitch does to other letters is not documented, so they stay: {@code café} and {@code caf} have different keys. A
 * name of which nothing is left ({@code "2024"}) has itself in lower case as its key, which never equals the key of a name
 * with a letter in it.
 *
 * <p>{@code "4_Customer ID!"} in, {@code "customerid"} out.
 */
public record NormalizedKey(String value) {

    public NormalizedKey {
        String lower = Spelling.ignoringCase(value);
        String letters = letters(lower);
        value = letters.isEmpty() ? lower : letters;
    }

    // no regular expression: each column of each table passes here
    private static String letters(String lower) {
        StringBuilder letters = new StringBuilder(lower.length());
        for (int at = 0; at < lower.length(); at++) {
            char c = lower.charAt(at);
            if (c >= 'a' && c <= 'z' || c >= 128 || c >= '0' && c <= '9' && !letters.isEmpty()) {
                letters.append(c);
            }
        }
        return Spelling.of(letters.toString());
    }

    public static NormalizedKey of(String name) {
        return new NormalizedKey(name);
    }

    @Override
    public String toString() {
        return value;
    }
}
