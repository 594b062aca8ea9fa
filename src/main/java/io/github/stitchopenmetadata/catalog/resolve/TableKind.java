package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.Nesting;

/**
 * What the columns of a destination table tell of what it was made of.
 *
 * @param isStreams whether it may be the own table of a stream
 * @param isArrays  whether it may hold the items of an array
 * @param isSure    whether that is known, and not only possible
 * @param levels    how many arrays stand around its values, 0 where that is not known
 */
record TableKind(boolean isStreams, boolean isArrays, boolean isSure, int levels) {

    static TableKind of(Table table, DestinationRules destination) {
        if (destination.nesting() != Nesting.FLATTEN) {
            return new TableKind(true, false, true, 0);
        }
        boolean keys = false;
        boolean ours = false;
        int levels = 0;
        for (Table.Column column : table.columns()) {
            keys |= destination.isSubTableKey(column.name());
            ours |= destination.isSystemColumn(column.name());
            levels += destination.isSubTableLevel(column.name()) ? 1 : 0;
        }
        // a table without any of Stitch's columns is one of which the catalog does not list them all
        return new TableKind(!keys, keys || !ours, ours, levels);
    }
}
