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
record SplitColumns(String separator, List<String> suffixes, List<String> reserved) {

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
                    return new SplitColumns(
                            separator, suffixes.stream().distinct().toList(), List.copyOf(reserved));
                })
                .orElse(new SplitColumns(separator, List.of(), List.of()));
    }

    /** Whether Stitch refuses a field of this name, because its own columns are called so. */
    boolean isReserved(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return reserved.stream().anyMatch(suffix -> lower.endsWith(separator + suffix));
    }

    Optional<String> plainOf(String column) {
        String lower = column.toLowerCase(Locale.ROOT);
        return suffixes.stream()
                .map(suffix -> separator + suffix)
                .filter(lower::endsWith)
                .findFirst()
                .map(ending -> column.substring(0, column.length() - ending.length()));
    }
}
