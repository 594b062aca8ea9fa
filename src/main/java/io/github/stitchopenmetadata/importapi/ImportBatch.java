package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * Records of one table, to be sent by {@code direct:stitch-import-send}. They get their {@code sequence} there, in their order.
 *
 * @param account  where they go
 * @param table    the name of the table
 * @param keyNames the fields of its primary key; empty where rows are only added
 * @param schema   the JSON Schema of a record; null where it is derived from these records
 * @param records  by the names of their fields; values are those of JSON, or times, which become texts
 */
public record ImportBatch(
        ImportAccount account,
        String table,
        List<String> keyNames,
        JsonNode schema,
        List<Map<String, Object>> records) {

    public ImportBatch {
        keyNames = List.copyOf(keyNames);
    }

    /** Without what the records hold. */
    @Override
    public String toString() {
        return records.size() + " records of " + table;
    }
}
