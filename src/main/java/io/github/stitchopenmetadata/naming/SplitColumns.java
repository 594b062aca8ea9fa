package io.github.stitchopenmetadata.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a change of data type makes of one: the plain name, the separator, a code for the type.
 *
 * @param endings  the separator with each code that columns may end with
 * @param reserved the endings that no field may have
 */
record SplitColumns(List<String> endings, List<String> reserved) {

    static SplitColumns of(RuleNode destination, RuleNode common) {
        String separator = common.get("separator").text();
        return destination
                .find("split")
                .map(split -> {
                    split.allowOnly(Set.of("suffixes", "unreserved"));
                    List<String> suffixes = new ArrayList<>(split.findTexts("suffixes"));
                    List<String> reserved = new ArrayList<>(suffixes);
                    reserved.removeAll(split.findTexts("unreserved"));
                    if (!suffixes.isEmpty()) {
                        suffixes.addAll(common.findTexts("suffix-spellings"));
                    }
                    return new SplitColumns(endings(separator, suffixes), endings(separator, reserved));
                })
                .orElse(new SplitColumns(List.of(), List.of()));
    }

    private static List<String> endings(String separator, List<String> suffixes) {
        return suffixes.stream().distinct().map(suffix -> separator + suffix).toList();
    }

    /** Whether Stitch refuses a field of this name, because its own columns are called so. */
    boolean isReserved(String column) {
        return ending(column, reserved) != null;
    }

    Optional<String> plainOf(String column) {
        String ending = ending(column, endings);
        return ending == null ? Optional.empty() : Optional.of(column.substring(0, column.length() - ending.length()));
    }

    /** The first that the column ends with, in whatever case, or null. */
    private static String ending(String column, List<String> endings) {
        // for each column of each table, so without a Stream
        String lower = column.toLowerCase(Locale.ROOT);
        for (String ending : endings) {
            if (lower.endsWith(ending)) {
                return ending;
            }
        }
        return null;
    }
}
