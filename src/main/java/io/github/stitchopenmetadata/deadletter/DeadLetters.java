package io.github.stitchopenmetadata.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps, for the routes, the lineage messages that could not be delivered: a file for each source, in which the newest
 * message wins. A file is there whole or not at all, and nobody else may read it.
 */
public final class DeadLetters {

    private static final String ENDING = ".json";
    private static final int LONGEST_NAME = 100;
    /** A message that people had in their hands may have none. */
    private static final Comparator<String> TIME = Comparator.nullsFirst(Comparator.naturalOrder());

    private final Path directory;
    private final Clock clock;

    /** @param directory made when the first message is parked */
    public DeadLetters(String directory) {
        this(Path.of(directory), Clock.systemUTC());
    }

    DeadLetters(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    public String reason(Exception cause) {
        return Explanation.of(cause);
    }

    /**
     * Parks a message, unless a newer one of its source is parked already.
     *
     * @throws IOException if it cannot be written; what was parked before is untouched
     */
    public synchronized void park(LineageMessage message, String reason) throws IOException {
        Path file = file(message.service(), message.source().name());
        DeadLetter before = readIfPresent(file);
        if (before == null || !isNewer(before, message)) {
            int attempts = before == null ? 1 : before.attempts() + 1;
            write(file, new DeadLetter(reason, attempts, clock.instant().toString(), message, null));
        }
    }

    /** Parks what is no lineage message, so that it can be looked at. */
    public synchronized void parkText(String text, String reason) throws IOException {
        write(
                directory.resolve("unreadable-" + UUID.randomUUID() + ENDING),
                new DeadLetter(reason, 1, clock.instant().toString(), null, text));
    }

    /** A message of this source arrived: one that is parked and not newer is done with. */
    public synchronized void delivered(LineageMessage message) throws IOException {
        Path file = file(message.service(), message.source().name());
        DeadLetter parked = readIfPresent(file);
        if (parked != null && !isNewer(parked, message)) {
            Files.deleteIfExists(file);
        }
    }

    /** The source is gone: nothing of it is to be delivered any more. */
    public synchronized void discard(Workflow workflow, KnownPipeline pipeline) throws IOException {
        Files.deleteIfExists(file(workflow.serviceName(), pipeline.name()));
    }

    /** @return the parked files, oldest first */
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted(Comparator.comparing(DeadLetters::modified).thenComparing(Path::getFileName))
                    .toList();
        }
    }

    /**
     * @param file a parked one, or one that holds nothing but a lineage message
     * @throws IOException if it is neither; the message says what is wrong with it
     */
    public LineageMessage read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!AtomicFile.isPlain(file)) {
            throw new IOException(OneLine.of(name) + " is no plain file");
        }
        try {
            return message(name, Files.readString(file));
        } catch (CharacterCodingException binary) {
            throw new IOException(OneLine.of(name) + " holds no lineage message: it is no text in UTF-8", binary);
        }
    }

    /**
     * @param name of the file that the text stood in, for messages
     * @throws IOException if it is no message, parked or plain
     */
    public LineageMessage message(String name, String text) throws IOException {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (json.has("text")) {
                throw new IOException(OneLine.of(name) + " holds what is no lineage message: "
                        + OneLine.of(json.path("reason").asText()));
            }
            LineageMessage message =
                    Json.MAPPER.treeToValue(json.has("message") ? json.path("message") : json, LineageMessage.class);
            if (message == null) {
                throw new IOException(OneLine.of(name) + " holds no lineage message");
            }
            return message;
        } catch (JsonProcessingException invalid) {
            throw new IOException(
                    OneLine.of(name) + " holds no lineage message: " + OneLine.of(invalid.getOriginalMessage()),
                    invalid);
        }
    }

    /** @throws Exception always: whoever offered the message is told that it was not taken */
    public void raise(Exception cause) throws Exception {
        throw cause;
    }

    private static boolean isNewer(DeadLetter parked, LineageMessage message) {
        return parked.message() != null
                && TIME.compare(message.extractedAt(), parked.message().extractedAt()) < 0;
    }

    /** What cannot be read as a parked message counts as none: it is overwritten, not built upon. */
    private static DeadLetter readIfPresent(Path file) throws IOException {
        try {
            return AtomicFile.isPlain(file) ? Json.MAPPER.readValue(Files.readString(file), DeadLetter.class) : null;
        } catch (NoSuchFileException | CharacterCodingException | JsonProcessingException none) {
            return null;
        }
    }

    private void write(Path file, DeadLetter parked) throws IOException {
        AtomicFile.writePrivate(
                file, out -> Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(out, parked));
    }

    /** Names of sources may differ in letter case, or in what a file name cannot hold. */
    private Path file(String service, String sourceName) {
        String readable = (service + "." + sourceName).replaceAll("[^A-Za-z0-9._-]", "_");
        String shortened = readable.substring(0, Math.min(readable.length(), LONGEST_NAME));
        String digits = UUID.nameUUIDFromBytes((service + "\n" + sourceName).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return directory.resolve(shortened + "-" + digits + ENDING);
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
