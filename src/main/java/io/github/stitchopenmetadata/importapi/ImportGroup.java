package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Numbered records of one table and account, which others may join until they are sent. Not thread-safe. */
public final class ImportGroup {

    private final ImportAccount account;
    private final String table;
    private final List<String> keyNames;
    private final JsonNode given;
    private final DerivedSchema derived;
    private final List<ImportRecord> records = new ArrayList<>();
    private long bytes;

    /** @param given the schema of the records; null where it is derived from them */
    ImportGroup(ImportAccount account, String table, List<String> keyNames, JsonNode given) {
        this(account, table, keyNames, given, DerivedSchema.ofRecords());
    }

    ImportGroup(ImportAccount account, String table, List<String> keyNames, JsonNode given, DerivedSchema derived) {
        this.account = account;
        this.table = table;
        this.keyNames = List.copyOf(keyNames);
        this.given = given;
        this.derived = derived;
    }

    /** @throws IllegalArgumentException if a value of the record has no form in JSON */
    void add(long sequence, Map<String, ?> record) {
        add(RecordJson.record(sequence, record));
        if (given == null) {
            derived.add(record);
        }
    }

    void add(ImportRecord record) {
        records.add(record);
        bytes += record.bytesInRequest();
    }

    /** @param later records of the same {@link #key} that came after these */
    void join(ImportGroup later) {
        records.addAll(later.records);
        bytes += later.bytes;
        derived.add(later.derived);
    }

    /** What records have in common that go in one request. It shows no token. */
    String key() {
        String all = String.join(
                "\n",
                table,
                keyNames.toString(),
                String.valueOf(given),
                account.withoutToken().toString());
        return table + "-" + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8));
    }

    ImportAccount account() {
        return account;
    }

    String table() {
        return table;
    }

    List<String> keyNames() {
        return keyNames;
    }

    /** Null where it is derived. */
    JsonNode given() {
        return given;
    }

    DerivedSchema derived() {
        return derived;
    }

    /** Of all records. */
    JsonNode schema() {
        return given == null ? derived.json(keyNames) : given;
    }

    List<ImportRecord> records() {
        return records;
    }

    long bytes() {
        return bytes;
    }

    /** Without what the records hold. */
    @Override
    public String toString() {
        return records.size() + " records of " + table;
    }
}
