package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Patience;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar on the class path of another program, in a process of its own: it is not to be noticed unless it is asked for. */
class GuestIT {

    private static final Path CLASSES = Path.of("target/test-classes");
    private static final String OWN_FORMAT =
            """
            <configuration>
              <appender name="OWN" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>OWN %level %message%n</pattern></encoder>
              </appender>
              <logger name="io.github.stitchopenmetadata.packaged" level="INFO"/>
              <root level="WARN"><appender-ref ref="OWN"/></root>
            </configuration>
            """;

    /** The classes of that program, where also its configuration lies; nothing else of ours. */
    @TempDir
    private Path classes;

    @TempDir
    private Path folder;

    @BeforeEach
    void copyThatProgram() throws IOException {
        Path here = Path.of(GuestIT.class.getPackageName().replace('.', '/'));
        Files.createDirectories(classes.resolve(here));
        try (Stream<Path> all = Files.list(CLASSES.resolve(here))) {
            for (Path file : all.toList()) {
                if (file.getFileName().toString().matches("(GuestProgram|PlainCamel|SpringBootApplication).*")) {
                    Files.copy(file, classes.resolve(here).resolve(file.getFileName()));
                }
            }
        }
    }

    @Test
    void aCamelContextKeepsItsLogAndRunsNothing() throws Exception {
        Files.writeString(classes.resolve("logback.xml"), OWN_FORMAT);

        assertThat(run("plain")).allMatch(line -> line.startsWith("OWN ")).contains("OWN INFO routes: 0");
        assertThat(run("plain", "routes"))
                .allMatch(line -> line.startsWith("OWN "))
                .filteredOn(line -> line.matches("OWN (WARN|ERROR) .*"))
                .singleElement()
                .asString()
                .contains("no account is named");
    }

    /** It is found in the jar, and so is what it calls. */
    @Test
    @Tag(Extent.THOROUGH)
    void aKameletComesWithItsRoutesAndNothingRuns() throws Exception {
        Files.writeString(classes.resolve("logback.xml"), OWN_FORMAT);

        assertThat(run("plain", "kamelets")).singleElement().asString().matches("OWN INFO routes: [1-9]\\d");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void aSpringBootApplicationKeepsItsLogAndRunsNothing() throws Exception {
        String line = "\\d{4}-\\d\\d-\\d\\dT.* (INFO|WARN|ERROR) \\d+ --- .*";

        assertThat(logged(run("spring")))
                .allMatch(text -> text.matches(line))
                .anyMatch(text -> text.endsWith("routes: 0"));
        assertThat(logged(run("spring", "routes")))
                .allMatch(text -> text.matches(line))
                .filteredOn(text -> text.matches(".* (WARN|ERROR) \\d+ --- .*"))
                .singleElement()
                .asString()
                .contains("no account is named");
    }

    /** Without Spring's banner, which comes before the log. */
    private static List<String> logged(List<String> lines) {
        return lines.stream().dropWhile(line -> !line.matches("\\d{4}-.*")).toList();
    }

    private List<String> run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath(),
                "-Dlogging.level.root=WARN",
                "-Dlogging.level.io.github.stitchopenmetadata.packaged=INFO",
                GuestProgram.class.getName()));
        command.addAll(List.of(arguments));
        Process program = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        int exitStatus = Patience.exitStatus(program);
        List<String> lines = Files.readAllLines(folder.resolve("output"));
        assertThat(exitStatus).as(() -> String.join("\n", lines)).isZero();
        assertThat(folder.toFile().list()).containsExactly("output");
        return lines;
    }

    private String classPath() throws IOException {
        String libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
        return String.join(File.pathSeparator, classes.toString(), Jars.plain().toString(), libraries);
    }
}
