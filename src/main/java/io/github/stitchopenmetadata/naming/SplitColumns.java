package io.github.stitchopenmetadata.naming;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The columns that a change of data type makes of one: the plain name, the separator, a code for the type. */
record SplitColumns(String separator, List<String> suffixes) {

    static SplitColumns of(RuleNode destination, RuleNode common) {
        String separator = common.get("separator").text();
        return destination
                .find("split")
                .map(split -> {
                    split.allowOnly(Set.of("suffixes"));
                    List<String> suffixes = new ArrayList<>(split.findTexts("suffixes"));
                    if (!suffixes.isEmpty()) {
                        suffixes.addAll(common.findTexts("suffix-spellings"));
                    }
                    return new SplitColumns(
                            separator, suffixes.stream().distinct().toList());
                })
                .orElse(new SplitColumns(separator, List.of()));
    }

    boolean endsLikeSplit(String column) {
        return plainOf(column).isPresent();
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
