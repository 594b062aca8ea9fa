package io.github.stitchopenmetadata.text;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes files that are there whole or not at all, whenever the process or the machine ends: who reads one while it is
 * replaced finds the one before. A directory that is missing is made.
 */
public final class AtomicFile {

    /** What a file is to hold. */
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** A file, and what it is to hold. */
    public record Planned(Path file, Content content) {}

    private static final Logger LOG = LoggerFactory.getLogger(AtomicFile.class);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final String PART = ".part";
    /** Also where the clock was set meanwhile. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private AtomicFile() {}

    /** No link that may lead anywhere, no directory, nothing that never ends. */
    public static boolean isPlain(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Writes a file that those may read who the system lets.
     *
     * @throws IOException if it cannot be written whole; one that was there before is untouched
     */
    public static void write(Path file, Content content) throws IOException {
        write(List.of(new Planned(file, content)), false);
    }

    /**
     * Writes a file that nobody but its owner may read, as its directory if that is made.
     *
     * @throws IOException if it cannot be written whole; one that was there before is untouched
     */
    public static void writePrivate(Path file, Content content) throws IOException {
        write(List.of(new Planned(file, content)), true);
    }

    /**
     * Writes files that belong together.
     *
     * @param ownersOnly whether nobody but the owner may read them
     * @throws IOException if one of them cannot be written whole; all that were there before are untouched then
     */
    public static void write(List<Planned> files, boolean ownersOnly) throws IOException {
        Map<Path, Path> parts = new LinkedHashMap<>();
        try {
            for (Planned planned : files) {
                Path part = part(planned.file(), ownersOnly);
                parts.put(part, planned.file());
                fill(part, planned.content());
            }
            for (Map.Entry<Path, Path> part : parts.entrySet()) {
                Files.move(
                        part.getKey(),
                        part.getValue(),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            for (Path part : parts.keySet()) {
                Files.deleteIfExists(part);
            }
        }
    }

    /** The attributes of a file that nobody but its owner may read, as far as the system has such. */
    public static FileAttribute<?>[] ownersOnly() {
        return permissions("rw-------");
    }

    /** Makes a directory that nobody but its owner may look into where there is none. */
    public static void makePrivateDirectory(Path directory) throws IOException {
        makeDirectory(directory, permissions("rwx------"));
    }

    /** Makes a directory where there is none, and no link to one. */
    public static void makeDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        // a link to a directory is none in the eyes of createDirectories
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes);
        }
    }

    /** An empty file beside the other one, of a name that nobody can know before; where a link has that name, there is none. */
    private static Path part(Path file, boolean ownersOnly) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        makeDirectory(directory, ownersOnly ? permissions("rwx------") : new FileAttribute<?>[0]);
        clean(directory);
        // not createTempFile, which lets only the owner read
        return Files.createFile(
                directory.resolve("." + UUID.randomUUID() + PART), ownersOnly ? ownersOnly() : new FileAttribute<?>[0]);
    }

    private static void fill(Path part, Content content) throws IOException {
        // not a channel, which a thread that is told to stop would close
        try (FileOutputStream out = new FileOutputStream(part.toFile())) {
            OutputStream buffered = new LeftOpen(out);
            content.writeTo(buffered);
            buffered.flush();
            out.getFD().sync();
        }
    }

    /**
     * A process that was killed while it wrote leaves its part; one that is being written is younger. What cannot be deleted,
     * or is gone meanwhile, is no reason not to write.
     */
    private static void clean(Path directory) {
        long abandoned = System.currentTimeMillis() - ABANDONED.toMillis();
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, ".*" + PART)) {
            for (Path part : parts) {
                if (isPlain(part) && part.toFile().lastModified() < abandoned) {
                    part.toFile().delete();
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            LOG.debug("{} cannot be cleaned up", directory, unreadable);
        }
    }

    private static FileAttribute<?>[] permissions(String text) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }

    /** Who writes JSON may close what it is written to, and what is closed cannot be forced to the disk any more. */
    private static final class LeftOpen extends BufferedOutputStream {

        LeftOpen(OutputStream out) {
            super(out);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
