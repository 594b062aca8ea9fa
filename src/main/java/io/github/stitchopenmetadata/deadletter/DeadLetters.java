package io.github.stitchopenmetadata.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.run.MessageResult;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.PrivateFile;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;

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

    /** @param directory made when it is needed */
    public DeadLetters(String directory) {
        this(Path.of(directory), Clock.systemUTC());
    }

    DeadLetters(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** Whether all of the message arrived, so that it is no dead letter. */
    public boolean isDelivered(MessageResult result) {
        return result.failure() == null;
    }

    /**
     * Keeps a message with the reason, unless a newer one of its source is kept already.
     *
     * @throws IOException if it cannot be written; what was kept before is untouched
     */
    public synchronized void add(MessageResult result) throws IOException {
        LineageMessage message = result.message();
        Path file = file(message.service(), message.source().name());
        DeadLetter before = readIfPresent(file);
        if (before == null || !isNewer(before, message)) {
            int attempts = before == null ? 1 : before.attempts() + 1;
            write(
                    file,
                    new DeadLetter(result.failure(), attempts, clock.instant().toString(), message, null));
        }
    }

    /**
     * Keeps what came out of the queue and is no lineage message, so that it can be looked at.
     *
     * @param cause why it cannot be read
     * @return what a person should know of it, in one line; also where it cannot be kept either
     */
    public synchronized String unread(String text, Exception cause) {
        String reason = Explanation.of(cause);
        try {
            write(
                    directory.resolve("unreadable-" + UUID.randomUUID() + ENDING),
                    new DeadLetter(reason, 1, clock.instant().toString(), null, text));
            return OneLine.of("A message in the queue cannot be read and is a dead letter: " + reason);
        } catch (IOException lost) {
            return OneLine.of(
                    "A message in the queue cannot be read and is lost, it cannot become a dead letter either, check"
                            + " deadletter.directory: " + Explanation.of(lost) + "; it could not be read because "
                            + reason);
        }
    }

    /** A message of this source arrived: one that is kept and not newer is done with. */
    public synchronized void remove(MessageResult result) throws IOException {
        LineageMessage message = result.message();
        Path file = file(message.service(), message.source().name());
        DeadLetter kept = readIfPresent(file);
        if (kept != null && !isNewer(kept, message)) {
            Files.deleteIfExists(file);
        }
    }

    /** The source is gone: nothing of it is to be delivered any more. */
    public synchronized void discard(@Body RetiredPipeline retired, @Variable("run") WorkflowRun run)
            throws IOException {
        Files.deleteIfExists(
                file(run.workflow().serviceName(), retired.pipeline().name()));
    }

    /** @return a file that somebody put into the replay directory, to be replayed */
    public DroppedFile dropped(@Header(Exchange.FILE_NAME) String name, @Body String text) {
        return new DroppedFile(name, text);
    }

    /**
     * Finds what a pass is to replay: the dropped file that it is about, else all dead letters, the oldest first. A file that holds
     * no message, or one for no workflow here, is told of in the pass, and stays.
     *
     * @return a replay for each workflow that there is something for
     */
    public List<Replay> replays(Pass pass, List<Workflow> workflows) throws IOException {
        Map<String, Replay> replays = new LinkedHashMap<>();
        workflows.forEach(workflow -> replays.put(workflow.serviceName(), new Replay(workflow, new ArrayList<>())));
        for (Callable<LineageMessage> letter : letters(pass)) {
            try {
                String service = letter.call().service();
                if (!replays.containsKey(service)) {
                    throw new ConfigurationException(
                            List.of("no workflow here has the serviceName " + service + " of this lineage message"));
                }
                replays.get(service).letters().add(letter);
            } catch (Exception unreadable) {
                pass.fileRefused(Explanation.of(unreadable));
            }
        }
        return replays.values().stream()
                .filter(replay -> !replay.letters().isEmpty())
                .toList();
    }

    private List<Callable<LineageMessage>> letters(Pass pass) throws IOException {
        if (pass.subject() instanceof DroppedFile dropped) {
            return List.of(() -> message(dropped.name(), dropped.text()));
        }
        return files().stream()
                .map(file -> (Callable<LineageMessage>) () -> read(file))
                .toList();
    }

    /** @throws Exception if the file can no longer be read */
    public LineageMessage open(Callable<LineageMessage> letter) throws Exception {
        return letter.call();
    }

    /** @throws IOException if a file of the pass was refused: whoever offered it is told that it was not taken */
    public void ensureTaken(Pass pass) throws IOException {
        if (!pass.refusedFiles().isEmpty()) {
            throw new IOException(pass.refusedFiles().get(0));
        }
    }

    /** @return the files with dead letters, oldest first */
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
     * @param file one with a dead letter, or one that holds nothing but a lineage message
     * @throws IOException if it is neither; the message says what is wrong with it
     */
    public LineageMessage read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!PrivateFile.isPlain(file)) {
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
     * @throws IOException if it is no message, dead letter or plain
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

    private static boolean isNewer(DeadLetter kept, LineageMessage message) {
        return kept.message() != null
                && TIME.compare(message.extractedAt(), kept.message().extractedAt()) < 0;
    }

    /** What cannot be read as a dead letter counts as none: it is overwritten, not built upon. */
    private static DeadLetter readIfPresent(Path file) throws IOException {
        try {
            return PrivateFile.isPlain(file) ? Json.MAPPER.readValue(Files.readString(file), DeadLetter.class) : null;
        } catch (NoSuchFileException | CharacterCodingException | JsonProcessingException none) {
            return null;
        }
    }

    private void write(Path file, DeadLetter letter) throws IOException {
        PrivateFile.write(
                file,
                Json.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(letter)
                        .getBytes(StandardCharsets.UTF_8));
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
