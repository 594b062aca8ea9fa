package io.github.stitchopenmetadata.naming;

import java.util.Set;
import java.util.regex.Pattern;

/** The characters of which the documentation of a destination does not say what becomes of them. */
record OpenNames(Pattern inTables, Pattern inColumns) {

    static OpenNames of(RuleNode destination, RuleNode common) {
        RuleNode open = destination.find("open").orElseGet(() -> common.get("open"));
        open.allowOnly(Set.of("tables", "columns"));
        return new OpenNames(open.get("tables").regex(), open.get("columns").regex());
    }

    boolean isOpenTable(String name) {
        return inTables.matcher(name).find();
    }

    boolean isOpenColumn(String name) {
        return inColumns.matcher(name).find();
    }
}
