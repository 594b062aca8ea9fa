package io.github.stitchopenmetadata.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What this JVM holds on to.
 *
 * @param heap in bytes, after full collections
 * @param files open ones, sockets aside; -1 where the system does not tell
 * @param sockets -1 where the system does not tell
 */
record Held(long heap, long threads, long files, long sockets) {

    private static final Path OPEN = Path.of("/proc/self/fd");

    static Held now() throws IOException {
        // references that are let go in one collection may free others in the next
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new Held(heap, ManagementFactory.getThreadMXBean().getThreadCount(), open(false), open(true));
    }

    private static long open(boolean sockets) throws IOException {
        if (!Files.isDirectory(OPEN)) {
            return -1;
        }
        try (Stream<Path> open = Files.list(OPEN)) {
            return open.filter(file -> isSocket(file) == sockets).count();
        }
    }

    private static boolean isSocket(Path file) {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (IOException closed) {
            return false;
        }
    }
}
