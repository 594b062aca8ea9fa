package io.github.stitchopenmetadata.packaged;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The classes of the packed program as Java keeps them, so that each of its many starts takes a quarter less processor time. */
final class ClassArchive {

    private static final Path FILE = Path.of("target/program.jsa").toAbsolutePath();

    private ClassArchive() {}

    /**
     * The archive is made by the first of the processes that run tests, by a run of the sandbox; the others wait for it.
     *
     * @param java that starts the program with the archive, and its options: others cannot use it
     */
    static synchronized Path of(List<String> java) throws IOException {
        try (FileChannel file = FileChannel.open(
                        Path.of("target/program.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            if (!Files.exists(FILE) || isOlderThanTheProgram()) {
                make(java);
            }
        }
        return FILE;
    }

    private static boolean isOlderThanTheProgram() throws IOException {
        return Files.getLastModifiedTime(FILE).compareTo(Files.getLastModifiedTime(Jars.EXECUTABLE)) < 0;
    }

    private static void make(List<String> java) throws IOException {
        Path folder = Files.createTempDirectory(FILE.getParent(), "archive");
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of(
                "-XX:ArchiveClassesAtExit=" + FILE,
                "-Dsandbox=true",
                "-Dingest.once=true",
                "-jar",
                Jars.EXECUTABLE.toString()));
        try {
            new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start()
                    .waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
