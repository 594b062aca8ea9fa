package io.github.stitchopenmetadata.benchmark;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The records that both sides of {@link ImportBenchmark} send. */
final class ImportRecords {

    static final int PLACES = 4;
    static final String TABLE = "visits";
    static final String KEY = "id";
    /** Batches that are sent before the clock starts. */
    static final int WARM_UP = 300;

    private ImportRecords() {}

    static List<Map<String, Object>> batch(int number, int size) {
        List<Map<String, Object>> records = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            int id = number * size + i;
            Map<String, Object> record = new LinkedHashMap<>();
            record.put(KEY, id);
            record.put("name", "visitor number " + id);
            record.put("amount", BigDecimal.valueOf(id, 2));
            record.put("returning", id % 3 == 0);
            record.put("at", "2026-03-01T10:00:00Z");
            record.put("note", id % 5 == 0 ? null : "a text of some length, as in most tables");
            records.add(record);
        }
        return records;
    }
}
