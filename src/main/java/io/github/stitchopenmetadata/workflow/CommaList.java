package io.github.stitchopenmetadata.workflow;

import java.util.List;
import java.util.regex.Pattern;

/** Splits a list of patterns or names at its commas. */
final class CommaList {
    // not at the comma of a{1,2} or {eu,us}.yaml and not at an escaped one, which patterns read as a plain comma
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),(?![^{}]*})");

    private CommaList() {}

    /** The items without the blanks around them; blank items are left out. */
    static List<String> split(String text) {
        return COMMA.splitAsStream(text)
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
