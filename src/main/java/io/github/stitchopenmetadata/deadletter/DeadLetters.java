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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.RuntimeCamelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps, for the routes, the lineage messages that could not be delivered: a file for each source, in which the newest
 * message wins. A file is there whole or not at all, and nobody else may read it.
 */
public final class DeadLetters implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String ENDING = ".json";
    private static final int LONGEST_NAME = 100;
    /** A message that people had in their hands may have none. */
    private static final Comparator<String> TIME = Comparator.nullsFirst(Comparator.naturalOrder());

    private final DeadLetterFolders folders;
    private final Clock clock;
    private CamelContext camelContext;

    /**
     * @param directory     the setting {@code deadletter.directory}; made when it is needed
     * @param formerSetting the setting of an earlier version, {@code parking.directory}, or blank; it is only warned of
     */
    public DeadLetters(String directory, String formerSetting) {
        this(DeadLetterFolders.of(Path.of(directory), formerSetting), Clock.systemUTC());
    }

    DeadLetters(DeadLetterFolders folders, Clock clock) {
        this.folders = folders;
        this.clock = clock;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        try {
            context.addStartupListener((started, wasStarted) -> {
                // Camel makes each bean twice, and keeps the second
                if (wasStarted
                        || started.getRegistry().findByType(DeadLetters.class).contains(this)) {
                    folders.warnings().forEach(LOG::warn);
                }
            });
        } catch (Exception refused) {
            throw RuntimeCamelException.wrapRuntimeCamelException(refused);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    public String reason(Exception cause) {
        return Explanation.of(cause);
    }

    /**
     * Keeps a message, unless a newer one of its source is kept already.
     *
     * @throws IOException if it cannot be written; what was kept before is untouched
     */
    public synchronized void park(LineageMessage message, String reason) throws IOException {
        String name = name(message.service(), message.source().name());
        DeadLetter before = readIfPresent(newest(name));
        if (before == null || !isNewer(before, message)) {
            int attempts = before == null ? 1 : before.attempts() + 1;
            write(name, new DeadLetter(reason, attempts, clock.instant().toString(), message, null));
        }
    }

    /** Keeps what is no lineage message, so that it can be looked at. */
    public synchronized void parkText(String text, String reason) throws IOException {
        write(
                "unreadable-" + UUID.randomUUID() + ENDING,
                new DeadLetter(reason, 1, clock.instant().toString(), null, text));
    }

    /** A message of this source arrived: one that is kept and not newer is done with. */
    public synchronized void delivered(LineageMessage message) throws IOException {
        for (Path file : folders.places(name(message.service(), message.source().name()))) {
            DeadLetter kept = readIfPresent(file);
            if (kept != null && !isNewer(kept, message)) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The source is gone: nothing of it is to be delivered any more. */
    public synchronized void discard(Workflow workflow, KnownPipeline pipeline) throws IOException {
        for (Path file : folders.places(name(workflow.serviceName(), pipeline.name()))) {
            Files.deleteIfExists(file);
        }
    }

    /** @return the files of the dead letters, oldest first; of a source that has one in each folder, the newer */
    public List<Path> files() throws IOException {
        Map<String, Path> files = new HashMap<>();
        for (Path file : folders.files(ENDING)) {
            String name = file.getFileName().toString();
            files.put(name, files.containsKey(name) ? newest(name) : file);
        }
        return files.values().stream()
                .sorted(Comparator.comparing(DeadLetters::modified).thenComparing(Path::getFileName))
                .toList();
    }

    /**
     * @param file a dead letter, or one that holds nothing but a lineage message
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
     * @throws IOException if it is no message, be it in a dead letter or plain
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

    private static boolean isNewer(DeadLetter kept, LineageMessage message) {
        return kept.message() != null
                && message != null
                && TIME.compare(message.extractedAt(), kept.message().extractedAt()) < 0;
    }

    private Path newest(String name) throws IOException {
        Path newest = folders.place(name);
        DeadLetter letter = readIfPresent(newest);
        for (Path place : folders.places(name)) {
            DeadLetter other = readIfPresent(place);
            if (letter == null || other != null && isNewer(other, letter.message())) {
                newest = place;
                letter = other;
            }
        }
        return newest;
    }

    /** What cannot be read as a dead letter counts as none: it is overwritten, not built upon. */
    private static DeadLetter readIfPresent(Path file) throws IOException {
        try {
            return AtomicFile.isPlain(file) ? Json.MAPPER.readValue(Files.readString(file), DeadLetter.class) : null;
        } catch (NoSuchFileException | CharacterCodingException | JsonProcessingException none) {
            return null;
        }
    }

    private void write(String name, DeadLetter letter) throws IOException {
        Path file = folders.place(name);
        AtomicFile.writePrivate(
                file, out -> Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(out, letter));
        for (Path before : folders.places(name)) {
            if (!before.equals(file)) {
                Files.deleteIfExists(before);
            }
        }
    }

    /** Names of sources may differ in letter case, or in what a file name cannot hold. */
    private static String name(String service, String sourceName) {
        String readable = (service + "." + sourceName).replaceAll("[^A-Za-z0-9._-]", "_");
        String shortened = readable.substring(0, Math.min(readable.length(), LONGEST_NAME));
        String digits = UUID.nameUUIDFromBytes((service + "\n" + sourceName).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
        return shortened + "-" + digits + ENDING;
    }

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
