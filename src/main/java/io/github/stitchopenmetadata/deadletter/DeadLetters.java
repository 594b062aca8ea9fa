package io.github.stitchopenmetadata.deadletter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.lineage.Extraction;
import io.github.stitchopenmetadata.lineage.KnownExtractions;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.SourceResult;
import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.SteadyClock;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps, for the routes, the lineage messages that could not be delivered: a file for each source, or for each part of it, in
 * which the newest message wins. A file is there whole or not at all, and nobody else may read it.
 */
public final class DeadLetters implements CamelContextAware, KnownExtractions {

    /** The header that says why something is a dead letter. */
    private static final String REASON = "reason";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private final DeadLetterFolders folders;
    private final KeptFiles kept;
    private final Clock clock;
    private boolean sent;
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
        this.kept = new KeptFiles(folders, new SteadyClock());
        this.clock = clock;
    }

    /** @param endpoint the setting {@code deadletter.endpoint}; blank where they are kept as files */
    public void setEndpoint(String endpoint) {
        sent = !endpoint.isBlank();
    }

    /** Whether they go to a topic or a queue, and not into files. */
    public boolean areSent() {
        return sent;
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

    /** Whether all of the source arrived, so that it is no dead letter. */
    public boolean isDelivered(SourceResult result) {
        return result.failure() == null;
    }

    /**
     * Keeps what came of a source with the reason, unless something newer of it is kept already.
     *
     * @throws IOException if it cannot be written; what was kept before is untouched
     */
    public synchronized void add(SourceResult result) throws IOException {
        LineageMessage header = result.parts().header();
        SourceFiles files = SourceFiles.of(header.service(), header.source().name());
        Set<Path> superseded = new HashSet<>();
        int attempts = 1;
        for (Path file : kept.of(files)) {
            DeadLetter last = readIfPresent(file);
            if (last != null && isNewer(last, header)) {
                return;
            }
            attempts = last == null ? attempts : last.attempts() + 1;
            if (!isOtherPart(last, header)) {
                superseded.add(file);
            }
        }
        for (LineageMessage message : result.parts().messages()) {
            String name = files.name(message.part());
            kept.write(
                    name,
                    new DeadLetter(result.failure(), attempts, clock.instant().toString(), message, null));
            superseded.remove(folders.place(name));
        }
        for (Path file : superseded) {
            kept.delete(file);
        }
    }

    /** A part of the same extraction that came before is still of use. */
    private static boolean isOtherPart(DeadLetter kept, LineageMessage header) {
        return kept != null
                && kept.message() != null
                && !kept.message().part().isOnly()
                && kept.message().extraction().equals(header.extraction());
    }

    /**
     * Keeps what came out of the queue and is no lineage message, so that it can be looked at.
     *
     * @param reason why it cannot be read
     * @return what a person should know of it, in one line
     * @throws IOException if it cannot be kept either; the message says the same of that
     */
    public synchronized String unread(@Body String text, @Header(REASON) String reason) throws IOException {
        try {
            kept.write(
                    "unreadable-" + UUID.randomUUID() + SourceFiles.ENDING,
                    new DeadLetter(reason, 1, clock.instant().toString(), null, text));
            return unreadKept(reason);
        } catch (IOException lost) {
            throw new IOException(
                    OneLine.of(
                            "A message in the queue cannot be read and is lost, it cannot become a dead letter either, check"
                                    + " deadletter.directory: " + Explanation.of(lost)
                                    + "; it could not be read because "
                                    + reason),
                    lost);
        }
    }

    /** @return what a person should know of a message that cannot be read and was kept, in one line */
    public String unreadKept(@Header(REASON) String reason) {
        return OneLine.of("A message in the queue cannot be read and is a dead letter: " + reason);
    }

    /** @return why the source is a dead letter, in one line */
    public String reasonOf(SourceResult result) {
        return result.failure();
    }

    /** @return what is kept of a source, each by itself */
    public Iterable<LineageMessage> letters(SourceResult result) {
        return result.parts().messages();
    }

    /** @return the name of the source that a message is about */
    public String sourceOf(LineageMessage message) {
        return message.source().name();
    }

    /** @return the pipeline service that a message is for */
    public String serviceOf(LineageMessage message) {
        return message.service();
    }

    /** @return why something is a dead letter, in one line */
    public String reason(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        return Explanation.of(cause);
    }

    /** The source arrived: what is kept of it and not newer is done with. */
    public synchronized void remove(SourceResult result) throws IOException {
        LineageMessage header = result.parts().header();
        for (Path file :
                kept.of(SourceFiles.of(header.service(), header.source().name()))) {
            DeadLetter letter = readIfPresent(file);
            if (letter != null && !isNewer(letter, header)) {
                kept.delete(file);
            }
        }
    }

    /** The source is gone: nothing of it is to be delivered any more. */
    public synchronized void discard(@Body RetiredPipeline retired, @Variable("run") WorkflowRun run)
            throws IOException {
        for (Path file :
                kept.of(SourceFiles.of(run.workflow().key(), retired.pipeline().name()))) {
            kept.delete(file);
        }
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
        workflows.forEach(workflow -> replays.put(workflow.key(), new Replay(workflow, new ArrayList<>())));
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
        if (!(pass.subject() instanceof DroppedFile dropped)) {
            return files().stream().map(this::reading).toList();
        }
        List<Callable<LineageMessage>> letters = new ArrayList<>();
        letters.add(() -> message(dropped.name(), dropped.text()));
        siblings(dropped).forEach(file -> letters.add(reading(file)));
        return letters;
    }

    private Callable<LineageMessage> reading(Path file) {
        return () -> read(file);
    }

    /** The other parts of the same source that are kept: those that were dropped before this one. */
    private List<Path> siblings(DroppedFile dropped) throws IOException {
        try {
            LineageMessage message = message(dropped.name(), dropped.text());
            return message.part().isOnly()
                    ? List.of()
                    : kept.of(SourceFiles.of(message.service(), message.source().name()));
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    /** @throws Exception if the file can no longer be read */
    public LineageMessage open(Callable<LineageMessage> letter) throws Exception {
        return letter.call();
    }

    /**
     * @throws IOException if the file that the pass is about holds no message for a workflow here, or its message was neither delivered
     *     nor kept: whoever dropped it is told so. One that only did not have its turn is to have another
     */
    public void ensureTaken(Pass pass) throws IOException {
        if (!pass.isSettled() && !pass.isBrokenOff()) {
            throw new IOException(Stream.concat(pass.refusedFiles().stream(), pass.problems().stream())
                    .findFirst()
                    .orElse("its message was neither delivered nor kept as a dead letter"));
        }
    }

    /**
     * The message of a dropped file has been dealt with.
     *
     * @param file its path
     */
    public void deleteDropped(String file) throws IOException {
        Files.deleteIfExists(Path.of(file));
    }

    /** @return the files of the dead letters, oldest first; of one that is in each folder, the newer */
    public List<Path> files() throws IOException {
        Map<String, Path> files = new HashMap<>();
        for (Path file : folders.files(SourceFiles.ENDING)) {
            String name = file.getFileName().toString();
            files.put(name, files.containsKey(name) ? newest(name) : file);
        }
        return files.values().stream()
                .sorted(Comparator.comparing(DeadLetters::modified).thenComparing(Path::getFileName))
                .toList();
    }

    /** Of each file only the beginning is read: there the time stands, before the streams. What cannot be read has none. */
    @Override
    public Instant latest() {
        try {
            return folders.files(SourceFiles.ENDING).stream()
                    .map(DeadLetters::extractedAt)
                    .max(Comparator.naturalOrder())
                    .orElse(Instant.EPOCH);
        } catch (IOException unreadable) {
            LOG.warn("The dead letters cannot be listed: {}", Explanation.of(unreadable));
            return Instant.EPOCH;
        }
    }

    private static Instant extractedAt(Path file) {
        if (!AtomicFile.isPlain(file)) {
            return Instant.EPOCH;
        }
        try (JsonParser json = Json.MAPPER.createParser(file.toFile())) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("extractedAt")) {
                    return Extraction.time(json.nextTextValue());
                }
            }
            return Instant.EPOCH;
        } catch (IOException unreadable) {
            return Instant.EPOCH;
        }
    }

    /** @return how many there are, the parts of a source counted together */
    public long count() throws IOException {
        return folders.files(SourceFiles.ENDING).stream()
                .map(SourceFiles::source)
                .distinct()
                .count();
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

    private static boolean isNewer(DeadLetter kept, LineageMessage message) {
        return kept.message() != null
                && message.extraction().isBefore(kept.message().extraction());
    }

    private Path newest(String name) throws IOException {
        Path newest = folders.place(name);
        DeadLetter letter = readIfPresent(newest);
        for (Path place : folders.places(name)) {
            DeadLetter other = readIfPresent(place);
            if (other != null && (letter == null || letter.message() == null || isNewer(other, letter.message()))) {
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

    private static long modified(Path file) {
        return file.toFile().lastModified();
    }
}
