package io.github.stitchopenmetadata.workflow;

/**
 * One value as text, with the place it comes from.
 *
 * @param value what it means, after variables are filled in
 * @param written what the file says; the only form that messages may show, since a variable may hold a secret
 * @param path the keys that lead to it
 * @param line its line, or {@link Problems#NO_LINE}
 */
record Text(String value, String written, String path, int line) {
    private static final int LONGEST_SHOWN = 80;

    Text with(String value) {
        return new Text(value, written, path, line);
    }

    /** The written form in quotes, cut and on one line. */
    String quoted() {
        String shown = written.replaceAll("\\p{Cntrl}+", " ").strip();
        return '"' + (shown.length() > LONGEST_SHOWN ? shown.substring(0, LONGEST_SHOWN) + "…" : shown) + '"';
    }

    @Override
    public String toString() {
        return path;
    }
}
