package io.github.stitchopenmetadata.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JSON files that only their owner may read, in a directory that is made when it is needed. Each says the version of its form;
 * one that does not is of the form before there were versions, which is {@link #VERSION} as well. What cannot be written there
 * is kept in memory: it is said once, and costs no more than what a restart forgets.
 */
public final class StateFiles implements StateStore {

    static final int VERSION = 1;

    /** What a file holds. */
    private record Versioned(int version, Object content) {}

    private static final Logger LOG = LoggerFactory.getLogger(StateFiles.class);
    /** A file lock holds off other processes, not other threads. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private static final String LOCK = ".lock";
    /** What is done with the lock takes milliseconds. */
    private static final Duration WAIT = Duration.ofSeconds(10);

    private static final long PAUSE_MILLIS = 20;

    private final Path directory;
    private final Duration wait;
    private final Map<String, byte[]> unwritten = new ConcurrentHashMap<>();

    public StateFiles(String directory) {
        this(directory, WAIT);
    }

    /** @param wait for a lock that somebody else has */
    StateFiles(String directory, Duration wait) {
        this.directory = Path.of(directory);
        this.wait = wait;
    }

    /** @param name of a file in the directory */
    @Override
    public <T> T read(String name, TypeReference<T> type) {
        try {
            byte[] content = unwritten.get(name);
            content = content == null ? Files.readAllBytes(directory.resolve(name)) : content;
            JsonNode json = Json.MAPPER.readTree(content);
            if (!json.has("version") || !json.has("content")) {
                return Json.MAPPER.readValue(content, type);
            }
            if (json.path("version").asInt() != VERSION) {
                LOG.warn(
                        "{} is of version {} and counts as empty: {} is the one known here",
                        directory.resolve(name),
                        json.path("version").asInt(),
                        VERSION);
                return null;
            }
            return Json.MAPPER.readerFor(type).readValue(json.path("content"));
        } catch (NoSuchFileException none) {
            return null;
        } catch (JsonProcessingException broken) {
            LOG.warn(
                    "{} is broken and counts as empty: {}",
                    directory.resolve(name),
                    OneLine.of(broken.getOriginalMessage()));
            return null;
        } catch (IOException unreadable) {
            LOG.warn("{} cannot be read and counts as empty: {}", directory.resolve(name), Explanation.of(unreadable));
            return null;
        }
    }

    @Override
    public void write(String name, Object content) {
        byte[] json = Json.bytes(new Versioned(VERSION, content));
        try {
            AtomicFile.writePrivate(directory.resolve(name), out -> out.write(json));
            unwritten.remove(name);
        } catch (IOException refused) {
            if (unwritten.put(name, json) == null) {
                LOG.warn(
                        "{} cannot be written, and what it should hold is forgotten when this process ends; check state.directory: {}",
                        directory.resolve(name),
                        Explanation.of(refused));
            }
        }
    }

    @Override
    public void delete(String name) {
        unwritten.remove(name);
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException refused) {
            LOG.warn("{} cannot be deleted: {}", directory.resolve(name), Explanation.of(refused));
        }
    }

    /**
     * Does some work while no other thread, and no other process on this machine, has the lock of this directory.
     *
     * @throws IllegalStateException if somebody keeps it for longer than any work here takes, or this process is told to end
     */
    @Override
    public <T> T locked(Supplier<T> work) {
        long end = System.nanoTime() + wait.toNanos();
        try {
            if (!THREADS.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw held();
            }
            try {
                FileChannel lock = lock(end);
                try {
                    return work.get();
                } finally {
                    release(lock);
                }
            } finally {
                THREADS.unlock();
            }
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("told to end while waiting for " + directory.resolve(LOCK), told);
        }
    }

    private IllegalStateException held() {
        return new IllegalStateException(directory.resolve(LOCK) + " is locked by another process for more than "
                + wait.toSeconds() + " s" + ": end that one (fuser or lsof name it), or set another state.directory");
    }

    @Override
    public Spill spill() throws IOException {
        AtomicFile.makePrivateDirectory(directory);
        return Spill.at(directory.resolve(".spill-" + UUID.randomUUID()), AtomicFile.ownersOnly());
    }

    /** @return null where files cannot be locked: the threads of this process keep in order all the same */
    private FileChannel lock(long end) throws InterruptedException {
        FileChannel channel = null;
        try {
            AtomicFile.makePrivateDirectory(directory);
            // whoever may open it may lock it
            channel = FileChannel.open(
                    directory.resolve(LOCK),
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                    AtomicFile.ownersOnly());
            while (channel.tryLock() == null) {
                if (System.nanoTime() > end) {
                    release(channel);
                    throw held();
                }
                Thread.sleep(PAUSE_MILLIS);
            }
            return channel;
        } catch (IOException | OverlappingFileLockException refused) {
            LOG.debug("{} cannot be locked", directory, refused);
            release(channel);
            return null;
        } catch (InterruptedException told) {
            release(channel);
            throw told;
        }
    }

    private static void release(FileChannel lock) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException released) {
            LOG.debug("A lock was released late", released);
        }
    }
}
