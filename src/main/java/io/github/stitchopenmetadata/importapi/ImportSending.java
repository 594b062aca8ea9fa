package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.run.Run;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Records of one table on their way: those that are still to be sent, in pieces of which each is a request, and what became of the
 * others. A piece that is refused for some of its records is divided until those are alone. Not thread-safe.
 */
final class ImportSending {

    private final ImportGroup group;
    private final JsonNode schema;
    private final Deque<List<ImportRecord>> pieces = new ArrayDeque<>();
    private final List<RefusedRecord> refused = new ArrayList<>();
    private final List<ImportRecord> undelivered = new ArrayList<>();
    private int accepted;
    private int queued;
    private String failure = "";
    private Map<String, Object> headers = Map.of();
    private Run callers;

    /**
     * @param most  how many records one request takes
     * @param bytes how many bytes of records one request takes; a record that is larger goes alone
     */
    ImportSending(ImportGroup group, int most, long bytes) {
        this.group = group;
        this.schema = group.schema();
        List<ImportRecord> records = group.records();
        int start = 0;
        long size = 0;
        for (int end = 0; end < records.size(); end++) {
            int next = records.get(end).bytesInRequest();
            if (end > start && (end - start == most || size + next > bytes)) {
                pieces.add(records.subList(start, end));
                start = end;
                size = 0;
            }
            size += next;
        }
        if (!records.isEmpty()) {
            pieces.add(records.subList(start, records.size()));
        }
    }

    /** @param run of the caller; null for none */
    void calledBy(Run run, Map<String, Object> headers) {
        this.callers = run;
        this.headers = headers;
    }

    Run callers() {
        return callers;
    }

    Map<String, Object> headers() {
        return headers;
    }

    ImportAccount account() {
        return group.account();
    }

    String table() {
        return group.table();
    }

    List<String> keyNames() {
        return group.keyNames();
    }

    JsonNode schema() {
        return schema;
    }

    boolean hasNext() {
        return !pieces.isEmpty();
    }

    /** The piece that is sent next, or is being sent. */
    List<ImportRecord> piece() {
        return pieces.getFirst();
    }

    void accepted(boolean isQueued) {
        int count = pieces.removeFirst().size();
        accepted += isQueued ? 0 : count;
        queued += isQueued ? count : 0;
    }

    /** The piece is larger than a request may be. */
    void tooLarge(String reason) {
        List<ImportRecord> piece = pieces.removeFirst();
        if (piece.size() == 1) {
            refuse(piece, reason);
        } else {
            halve(piece);
        }
    }

    /** @param words of Stitch, which may name a record of the piece */
    void refused(String words, String reason) {
        List<ImportRecord> piece = pieces.removeFirst();
        OptionalInt named = Refusal.record(words);
        if (piece.size() == 1 || Refusal.isOfAll(words)) {
            refuse(piece, reason);
        } else if (named.isPresent() && named.getAsInt() < piece.size()) {
            int bad = named.getAsInt();
            refuse(piece.subList(bad, bad + 1), reason);
            // of those behind it more may be bad: in halves they cost no more than a few requests each
            halve(piece.subList(bad + 1, piece.size()));
            addFirst(piece.subList(0, bad));
        } else {
            divide(piece);
        }
    }

    /** Nothing of what is left can be sent now. */
    void failed(String reason) {
        failure = reason;
        pieces.forEach(undelivered::addAll);
        pieces.clear();
    }

    /** Nothing of what is left will ever be taken. */
    void refusedAll(String reason) {
        pieces.forEach(piece -> refuse(piece, reason));
        pieces.clear();
    }

    ImportResult result() {
        return new ImportResult(group, accepted, queued, refused, undelivered, failure);
    }

    /** Those that lack their key are sent apart from the others, as they are likely to be what is refused. */
    private void divide(List<ImportRecord> piece) {
        List<ImportRecord> whole = new ArrayList<>();
        List<ImportRecord> lacking = new ArrayList<>();
        piece.forEach(record -> (lacksKey(record) ? lacking : whole).add(record));
        if (whole.isEmpty() || lacking.isEmpty()) {
            halve(piece);
        } else {
            addFirst(lacking);
            addFirst(whole);
        }
    }

    private boolean lacksKey(ImportRecord record) {
        Map<String, Object> fields = record.fields();
        return keyNames().stream().anyMatch(key -> fields.get(key) == null);
    }

    private void halve(List<ImportRecord> piece) {
        int middle = (piece.size() + 1) / 2;
        addFirst(piece.subList(middle, piece.size()));
        addFirst(piece.subList(0, middle));
    }

    private void addFirst(List<ImportRecord> piece) {
        if (!piece.isEmpty()) {
            pieces.addFirst(piece);
        }
    }

    private void refuse(List<ImportRecord> records, String reason) {
        records.forEach(record -> refused.add(new RefusedRecord(record, reason)));
    }

    /** Without what the records hold. */
    @Override
    public String toString() {
        return "records of " + table();
    }
}
