package io.github.stitchopenmetadata.packaged;

import io.github.stitchopenmetadata.app.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The program as a process of its own; what it prints, reports, keeps and remembers lies in one folder. */
final class Program {

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

    private ProcessBuilder builder(List<String> settings, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
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

    List<String> output() throws IOException {
        return Files.readAllLines(folder.resolve("output"));
    }
}
