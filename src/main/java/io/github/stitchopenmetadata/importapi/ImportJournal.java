package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.AtomicFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of one group: a line that says what the records have in common, then a line for each record, and one for a derived schema
 * wherever it changed. It is locked by the process that has it, until that ends in any way. It holds no token.
 */
final class ImportJournal {

    static final String ENDING = ".jsonl";
    private static final String DERIVED = "{\"derived\":";
    private static final Pattern RECORD =
            Pattern.compile("\\{\"sequence\":(\\d{1,19}),\"data\":(\\{.*})}", Pattern.DOTALL);

    private final Path file;
    /** No channel, which a thread that is told to stop would close for all. */
    private final RandomAccessFile content;

    private long end;
    private int written;
    private JsonNode schema;

    private ImportJournal(Path file) throws IOException {
        this.file = file;
        this.content = new RandomAccessFile(file.toFile(), "rw");
    }

    /** @return a new file for the group, without its records */
    static ImportJournal create(Path directory, ImportGroup group) throws IOException {
        AtomicFile.makePrivateDirectory(directory);
        ImportJournal journal = new ImportJournal(
                Files.createFile(directory.resolve(UUID.randomUUID() + ENDING), AtomicFile.ownersOnly()));
        // as long as it is empty, nobody else takes it
        journal.lock();
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        head.set("account", group.account().withoutToken());
        head.put("table", group.table());
        head.set("keyNames", RecordJson.MAPPER.valueToTree(group.keyNames()));
        head.set("schema", group.given());
        journal.write(head + "\n");
        return journal;
    }

    /** @return the file, locked; nothing where another process has it, or has just done away with it */
    static Optional<ImportJournal> adopt(Path file) throws IOException {
        if (!AtomicFile.isPlain(file) || Files.size(file) == 0) {
            return Optional.empty();
        }
        ImportJournal journal = new ImportJournal(file);
        if (journal.lock() && Files.exists(file)) {
            return Optional.of(journal);
        }
        journal.close();
        return Optional.empty();
    }

    private boolean lock() throws IOException {
        try {
            return content.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        }
    }

    /** Writes those records of the group that are not in the file yet. A record is there whole, or its sender is told that it is not. */
    void append(ImportGroup group) throws IOException {
        StringBuilder lines = new StringBuilder();
        JsonNode derived = group.given() == null ? group.schema() : null;
        if (derived != null && !derived.equals(schema)) {
            lines.append(DERIVED).append(derived).append("}\n");
        }
        group.records().subList(written, group.records().size()).forEach(record -> lines.append("{\"sequence\":")
                .append(record.sequence())
                .append(",\"data\":")
                .append(record.json())
                .append("}\n"));
        write(lines.toString());
        schema = derived;
        written = group.records().size();
    }

    /**
     * @param accounts gives the account that a file describes
     * @return what the file holds; a last line that was not finished was never acknowledged
     * @throws IOException if it cannot be read, or is no such file
     */
    ImportGroup read(Function<JsonNode, ImportAccount> accounts) throws IOException {
        ImportGroup group = null;
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        DerivedSchema derived = DerivedSchema.ofRecords();
        for (int start = 0, stop = text.indexOf('\n'); stop >= 0; start = stop + 1, stop = text.indexOf('\n', start)) {
            String line = text.substring(start, stop);
            if (group == null) {
                JsonNode head = json(line);
                group = new ImportGroup(
                        accounts.apply(head.path("account")),
                        head.path("table").asText(),
                        RecordJson.texts(head.path("keyNames")),
                        head.path("schema").isNull() ? null : head.path("schema"),
                        derived);
            } else if (line.startsWith(DERIVED)) {
                derived.add(DerivedSchema.of(json(line).path("derived")));
            } else {
                group.add(record(line));
            }
        }
        if (group == null) {
            throw new IOException(file.getFileName() + " is empty");
        }
        return group;
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
        content.close();
    }

    /** Leaves the file to whoever comes next. */
    void close() throws IOException {
        content.close();
    }

    Path file() {
        return file;
    }

    private ImportRecord record(String line) throws IOException {
        Matcher parts = RECORD.matcher(line);
        if (!parts.matches()) {
            throw new IOException(file.getFileName() + " is broken");
        }
        String data = parts.group(2);
        return new ImportRecord(Long.parseLong(parts.group(1)), data, data.getBytes(StandardCharsets.UTF_8).length);
    }

    private JsonNode json(String text) throws IOException {
        try {
            return RecordJson.MAPPER.readTree(text);
        } catch (JsonProcessingException broken) {
            throw new IOException(file.getFileName() + " is broken", broken);
        }
    }

    private void write(String lines) throws IOException {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        // at the end of what is whole, over what a full disk may have left of an attempt before
        content.seek(end);
        content.write(bytes);
        end += bytes.length;
    }
}
