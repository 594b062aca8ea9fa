package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters among records: those that Stitch refused, and those that did not arrive, each with its reason and the sequence that it
 * got, a file for each group. Nobody else may read it, and it holds no token.
 */
public final class ImportLetters {

    private static final Logger LOG = LoggerFactory.getLogger(ImportLetters.class);
    private static final String ENDING = ".json";
    private static final int LONGEST_NAME = 60;

    private final Path directory;
    private final ImportAccounts accounts;
    private final AtomicBoolean toldOfQueue = new AtomicBoolean();

    /**
     * @param directory the setting {@code deadletter.directory}: these lie in a folder of their own in it
     * @param accounts  gives the accounts in the files their tokens back
     */
    public ImportLetters(String directory, ImportAccounts accounts) {
        this.directory = Path.of(directory, "import");
        this.accounts = accounts;
    }

    /**
     * Keeps what did not arrive of a group, and tells of it.
     *
     * @throws IOException if it cannot be written
     */
    public void keep(ImportResult result) throws IOException {
        tellOfQueue(result);
        if (!result.isDelivered()) {
            String table = result.table().replaceAll("[^A-Za-z0-9._-]", "_");
            Path file = directory.resolve(
                    table.substring(0, Math.min(LONGEST_NAME, table.length())) + "-" + UUID.randomUUID() + ENDING);
            try {
                write(file, result, 1);
            } catch (IOException refused) {
                LOG.error(
                        "Import API: of the records of {}, {} did not arrive, and cannot become a dead letter either, check"
                                + " deadletter.directory: {}; they did not arrive because {}",
                        result.table(),
                        result.refused().size() + result.undelivered().size(),
                        OneLine.of(refused.toString()),
                        reason(result));
                throw refused;
            }
            tell(result, file);
        }
    }

    /** @return the files, oldest first */
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(ENDING) && AtomicFile.isPlain(file))
                    .sorted((one, other) -> Long.compare(
                            one.toFile().lastModified(), other.toFile().lastModified()))
                    .toList();
        }
    }

    /** Keeps of a file that was sent again what did not arrive this time either. */
    public void replayed(Path file, ImportResult result) throws IOException {
        tellOfQueue(result);
        if (result.isDelivered()) {
            Files.deleteIfExists(file);
            LOG.info("Import API: the dead letter {} has arrived", file);
        } else {
            write(file, result, attempts(file) + 1);
            tell(result, file);
        }
    }

    /** What is wrong with a file that could not even be sent. */
    public void unread(Path file, Exception failed) {
        LOG.error("Import API: the dead letter {} stays: {}", file, Explanation.of(failed));
    }

    /** @throws LettersLeftException if there are any: whoever asked for all of them to be sent is told */
    public void ensureNone() throws IOException {
        int left = files().size();
        if (left > 0) {
            throw new LettersLeftException(left, directory);
        }
    }

    private void write(Path file, ImportResult result, int attempts) throws IOException {
        AtomicFile.writePrivate(file, out -> write(out, result, attempts));
    }

    private void write(OutputStream out, ImportResult result, int attempts) throws IOException {
        ImportGroup group = result.group();
        try (JsonGenerator json = RecordJson.MAPPER.createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("reason", reason(result));
            json.writeNumberField("attempts", attempts);
            json.writeStringField("failedAt", Instant.now().toString());
            json.writeObjectField("account", group.account().withoutToken());
            json.writeStringField("table", group.table());
            json.writeObjectField("keyNames", group.keyNames());
            json.writeObjectField("schema", group.schema());
            json.writeArrayFieldStart("records");
            for (RefusedRecord refused : result.refused()) {
                write(json, refused.record(), refused.reason());
            }
            for (ImportRecord record : result.undelivered()) {
                write(json, record, result.failure());
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, ImportRecord record, String reason) throws IOException {
        json.writeStartObject();
        json.writeStringField("reason", reason);
        json.writeNumberField("sequence", record.sequence());
        json.writeFieldName("data");
        json.writeRawValue(record.json());
        json.writeEndObject();
    }

    /**
     * @return what a file holds, to be sent again with the sequences that the records have
     * @throws IOException if it holds no such thing, or is gone; with what is wrong
     */
    public ImportGroup open(Path file) throws IOException {
        JsonNode letter = json(file);
        if (!letter.path("records").isArray() || !letter.path("schema").isObject()) {
            throw new IOException(OneLine.of(file.getFileName().toString()) + " holds no records for the Import API");
        }
        ImportGroup group = new ImportGroup(
                accounts.restored(letter.path("account")),
                letter.path("table").asText(),
                RecordJson.texts(letter.path("keyNames")),
                letter.path("schema"));
        for (JsonNode record : letter.path("records")) {
            byte[] data = RecordJson.MAPPER.writeValueAsBytes(record.path("data"));
            group.add(new ImportRecord(
                    record.path("sequence").asLong(), new String(data, StandardCharsets.UTF_8), data.length));
        }
        return group;
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return RecordJson.MAPPER.readTree(file.toFile());
        } catch (JsonProcessingException notJson) {
            throw new IOException(OneLine.of(file.getFileName().toString()) + " is no JSON", notJson);
        }
    }

    private static int attempts(Path file) throws IOException {
        return json(file).path("attempts").asInt();
    }

    private static String reason(ImportResult result) {
        return result.undelivered().isEmpty() ? result.refused().get(0).reason() : result.failure();
    }

    private void tell(ImportResult result, Path file) {
        LOG.warn(
                "Import API: of the records of {}, {} did not arrive, {} of which Stitch refused: {}. The dead letter is {}",
                result.table(),
                result.refused().size() + result.undelivered().size(),
                result.refused().size(),
                reason(result),
                file);
    }

    /** Stitch may be so for hours. */
    private void tellOfQueue(ImportResult result) {
        if (result.queued() > 0 && !toldOfQueue.getAndSet(true)) {
            LOG.warn(
                    "Import API: Stitch took records of {} that it can only process later (202). It does so by itself, nothing is sent again",
                    result.table());
        } else if (result.accepted() > 0 && toldOfQueue.getAndSet(false)) {
            LOG.info("Import API: Stitch processes records at once again");
        }
    }
}
