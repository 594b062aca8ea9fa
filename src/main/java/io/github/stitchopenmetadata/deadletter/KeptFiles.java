package io.github.stitchopenmetadata.deadletter;

import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of each source, which are asked for with each source: the folders are listed anew only when somebody else has changed
 * them. Thread-safe.
 */
final class KeptFiles {

    /** A change by somebody else at the moment of one of our own is not told apart from it, and is seen that much later. */
    private static final Duration TRUSTED = Duration.ofMinutes(1);

    private final DeadLetterFolders folders;
    private final Clock clock;
    private final Map<String, Set<Path>> bySource = new HashMap<>();
    private List<FileTime> changed;
    private Instant listed;

    KeptFiles(DeadLetterFolders folders, Clock clock) {
        this.folders = folders;
        this.clock = clock;
    }

    /** Those of one source that are there, by name. */
    synchronized List<Path> of(SourceFiles source) throws IOException {
        List<FileTime> now = changed();
        if (!now.equals(changed) || !clock.instant().isBefore(listed.plus(TRUSTED))) {
            bySource.clear();
            folders.files(SourceFiles.ENDING).forEach(this::add);
            changed = now;
            listed = clock.instant();
        }
        return List.copyOf(bySource.getOrDefault(source.source(), Set.of()));
    }

    synchronized void write(String name, DeadLetter letter) throws IOException {
        Path file = folders.place(name);
        boolean known = isKnown();
        AtomicFile.writePrivate(
                file, out -> Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(out, letter));
        add(file);
        changed = known ? changed() : null;
    }

    synchronized void delete(Path file) throws IOException {
        boolean known = isKnown();
        Files.deleteIfExists(file);
        bySource.getOrDefault(SourceFiles.source(file), new TreeSet<>()).remove(file);
        changed = known ? changed() : null;
    }

    private void add(Path file) {
        bySource.computeIfAbsent(SourceFiles.source(file), source -> new TreeSet<>())
                .add(file);
    }

    private boolean isKnown() throws IOException {
        return changed().equals(changed);
    }

    /** When something came or went last, in each folder. */
    private List<FileTime> changed() throws IOException {
        List<FileTime> times = new ArrayList<>();
        for (Path folder : folders.all()) {
            try {
                times.add(Files.getLastModifiedTime(folder));
            } catch (NoSuchFileException none) {
                times.add(FileTime.fromMillis(0));
            }
        }
        return times;
    }
}
