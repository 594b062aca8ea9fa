package io.github.stitchopenmetadata.text;

/** Foreign text made fit for one line of a log, a summary or an exception message. */
public final class OneLine {

    private static final int LIMIT = 300;

    private OneLine() {}

    /** @return the text on one line, control characters and terminal escapes replaced, at most 300 characters; "" for null */
    public static String of(String text) {
        if (text == null) {
            return "";
        }
        String beginning = text.stripLeading();
        String line = beginning
                .substring(0, Math.min(beginning.length(), LIMIT * 10))
                .strip()
                .replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ");
        if (line.length() <= LIMIT) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LIMIT - 2)) ? LIMIT - 2 : LIMIT - 1;
        return line.substring(0, end) + "…";
    }
}
