package io.github.stitchopenmetadata.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class StateFilesTest {

    private static final TypeReference<Map<String, List<Long>>> NUMBERS = new TypeReference<>() {};

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void leave() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(StateFiles.class);
    }

    private List<String> warnings() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Map<String, List<Long>> read(StateFiles files) {
        return files.locked(() -> files.read("numbers.json", NUMBERS));
    }

    private static void write(StateFiles files, Map<String, List<Long>> content) {
        files.locked(() -> {
            files.write("numbers.json", content);
            return null;
        });
    }

    @Test
    void holdsWhatTheNextProcessReads() {
        Path directory = folder.resolve("made/when/needed");
        StateFiles files = new StateFiles(directory.toString());
        assertThat(read(files)).isNull();

        write(files, Map.of("a", List.of(1L, 2L)));
        write(files, Map.of("a", List.of(3L)));

        assertThat(read(new StateFiles(directory.toString()))).isEqualTo(Map.of("a", List.of(3L)));
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("numbers.json", ".lock");
        files.delete("numbers.json");
        assertThat(read(files)).isNull();
        assertThat(warnings()).isEmpty();
    }

    @Test
    void readsWhatAnEarlierVersionLeftAndNothingOfALaterOne() throws IOException {
        StateFiles files = new StateFiles(folder.toString());
        Files.writeString(folder.resolve("numbers.json"), "{\"a\": [1]}");
        assertThat(read(files)).isEqualTo(Map.of("a", List.of(1L)));

        write(files, Map.of("a", List.of(2L)));
        assertThat(Json.MAPPER.readTree(folder.resolve("numbers.json").toFile()))
                .isEqualTo(Json.MAPPER.readTree("{\"version\": 1, \"content\": {\"a\": [2]}}"));

        Files.writeString(folder.resolve("numbers.json"), "{\"version\": 2, \"content\": {\"a\": [3]}}");
        assertThat(read(files)).isNull();
        assertThat(warnings()).singleElement().asString().contains("numbers.json", "version 2");
    }

    @Test
    void leavesNothingThatOthersCanRead() throws IOException {
        Path directory = folder.resolve("made");
        StateFiles files = new StateFiles(directory.toString());
        write(files, Map.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("numbers.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void givesRoomThatIsGoneWithWhoHasIt() throws IOException {
        StateFiles files = new StateFiles(folder.resolve("made").toString());
        try (Spill spill = files.spill()) {
            long first = spill.append(new byte[] {1, 2, 3});
            long second = spill.append(new byte[0]);
            assertThat(spill.read(first)).containsExactly(1, 2, 3);
            assertThat(spill.read(second)).isEmpty();
        }
        assertThat(folder.resolve("made")).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\": [1, 2", "[1]", "{\"a\": [\"x\"]}", "{} {}", "\u0000\u0000"})
    void countsWhatItCannotReadAsEmptyAndSaysSo(String content) throws IOException {
        Files.writeString(folder.resolve("numbers.json"), content);
        StateFiles files = new StateFiles(folder.toString());

        assertThat(read(files)).isNull();
        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(folder.resolve("numbers.json").toString(), "broken");

        write(files, Map.of("a", List.of(3L)));
        assertThat(read(files)).isEqualTo(Map.of("a", List.of(3L)));
    }

    @Test
    void keepsInMemoryWhatItCannotWrite() throws IOException {
        Files.writeString(folder.resolve("taken"), "a file");
        StateFiles files = new StateFiles(folder.resolve("taken").toString());

        write(files, Map.of("a", List.of(1L)));
        write(files, Map.of("a", List.of(2L)));

        assertThat(read(files)).isEqualTo(Map.of("a", List.of(2L)));
        assertThat(warnings()).singleElement().asString().contains("numbers.json", "state.directory");

        Files.delete(folder.resolve("taken"));
        write(files, Map.of("a", List.of(3L)));
        assertThat(read(new StateFiles(folder.resolve("taken").toString()))).isEqualTo(Map.of("a", List.of(3L)));
    }

    /** Another program of any user who can read the file. */
    static final class Holder {
        public static void main(String[] lock) throws IOException {
            try (FileChannel channel = FileChannel.open(Path.of(lock[0]), StandardOpenOption.READ)) {
                channel.lock(0, Long.MAX_VALUE, true);
                System.out.println("held");
                System.in.read();
            }
        }
    }

    @Test
    void doesNotWaitForEverForALock() throws Exception {
        StateFiles files = new StateFiles(folder.toString(), Duration.ofMillis(200));
        write(files, Map.of());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".lock"))))
                .isEqualTo("rw-------");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        "target/test-classes",
                        Holder.class.getName(),
                        folder.resolve(".lock").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");

            assertThatThrownBy(() -> read(files))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContainingAll(folder.resolve(".lock").toString(), "state.directory");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> read(files)).hasMessageContaining("told to end");
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        assertThat(read(files)).isEmpty();
    }
}
