package io.github.stitchopenmetadata.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The columns that a change of data type makes of one: the plain name, the separator, a code for the type.
 *
 * @param suffixes all codes that columns may end with
 * @param reserved those that no field may end with
 */
record SplitColumns(String separator, List<String> suffixes, List<String> reserved, PlainColumn plainColumn) {

    static SplitColumns of(RuleNode destination, RuleNode common) {
        String separator = common.get("separator").text();
        return destination
                .find("split")
                .map(split -> {
                    split.allowOnly(Set.of("suffixes", "unreserved", "plain-column"));
                    List<String> suffixes = new ArrayList<>(split.findTexts("suffixes"));
                    List<String> reserved = new ArrayList<>(suffixes);
                    reserved.removeAll(split.findTexts("unreserved"));
                    if (!suffixes.isEmpty()) {
                        suffixes.addAll(common.findTexts("suffix-spellings"));
                    }
                    return new SplitColumns(
                            separator,
                            suffixes.stream().distinct().toList(),
                            List.copyOf(reserved),
                            split.get("plain-column").oneOf(PlainColumn.class));
                })
                .orElse(new SplitColumns(separator, List.of(), List.of(), PlainColumn.EITHER));
    }

    /** Whether Stitch refuses a field of this name, because its own columns are called so. */
    boolean isReserved(String column) {
        String lower = lower(column);
        return reserved.stream().anyMatch(suffix -> lower.endsWith(separator + suffix));
    }

    boolean isSplit(String column, String plainColumn) {
        String lower = lower(column);
        String prefix = lower(plainColumn) + separator;
        return lower.startsWith(prefix) && suffixes.contains(lower.substring(prefix.length()));
    }

    Optional<String> plainOf(String column) {
        String lower = lower(column);
        return suffixes.stream()
                .map(suffix -> separator + suffix)
                .filter(lower::endsWith)
                .findFirst()
                .map(ending -> column.substring(0, column.length() - ending.length()));
    }

    List<String> splitsOf(String plainColumn) {
        return suffixes.stream().map(suffix -> plainColumn + separator + suffix).toList();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
