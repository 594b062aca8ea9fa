package io.github.stitchopenmetadata.catalog.resolve;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of a stream that the destination keeps in one table.
 *
 * @param array the array whose items the table holds, or null for the stream's own table
 */
record LoadedTable(LoadedField array, List<LoadedField> fields) {

    /** A table that still lacks its fields. */
    static LoadedTable of(LoadedField array) {
        return new LoadedTable(array, new ArrayList<>());
    }
}
