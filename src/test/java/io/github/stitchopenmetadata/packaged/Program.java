package io.github.stitchopenmetadata.packaged;

import io.github.stitchopenmetadata.app.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packed program as a process of its own; what it prints, reports, keeps and remembers lies in one folder. */
final class Program {

    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC");
    /** What a user puts beside the program for a state in a database and for messages through Kafka. */
    private static final Pattern BESIDE_IT =
            Pattern.compile("(postgresql|HikariCP|camel-kafka|kafka-clients|lz4-java|snappy-java|zstd-jni)-[\\d.]+.*");

    private final Path folder;
    private final List<String> options;

    Program(Path folder) {
        this(folder, List.of());
    }

    /** @param options of the JVM */
    Program(Path folder, List<String> options) {
        this.folder = folder;
        this.options = options;
    }

    Process start(String... settings) throws IOException {
        return start(List.of(settings), Map.of());
    }

    Process start(List<String> settings, Map<String, String> environment) throws IOException {
        return builder(settings, environment).redirectErrorStream(true).start();
    }

    /** The standard error goes to a file of its own, so that the output is what a shell would hand on. */
    Process startWithErrorsApart(String... settings) throws IOException {
        return builder(List.of(settings), Map.of())
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    private ProcessBuilder builder(List<String> settings, Map<String, String> environment) throws IOException {
        List<String> command = new ArrayList<>(JAVA);
        command.add("-XX:SharedArchiveFile=" + ClassArchive.of(JAVA));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                classPath(),
                "-Dreport.directory=" + folder.resolve("reports"),
                "-Dstate.directory=" + folder.resolve("state"),
                "-Ddeadletter.directory=" + folder.resolve("dead-letters")));
        command.addAll(settings);
        command.add(Main.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private static String classPath() {
        String ofTests = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Stream<String> besideIt = Stream.of(ofTests.split(File.pathSeparator))
                .filter(jar ->
                        BESIDE_IT.matcher(Path.of(jar).getFileName().toString()).matches());
        return Stream.concat(Stream.of(Jars.EXECUTABLE.toString()), besideIt)
                .collect(Collectors.joining(File.pathSeparator));
    }

    List<String> output() throws IOException {
        return Files.readAllLines(folder.resolve("output"));
    }
}
