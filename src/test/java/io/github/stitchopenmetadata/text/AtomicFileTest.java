package io.github.stitchopenmetadata.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.text.AtomicFile.Planned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    private static AtomicFile.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void makesTheDirectoryAndReplacesTheFile() throws Exception {
        Path file = folder.resolve("made/when/needed/file.json");

        AtomicFile.write(file, text("first"));
        AtomicFile.write(file, text("second"));

        assertThat(file).hasContent("second");
        assertThat(file.toFile().getParentFile().list()).containsExactly("file.json");
    }

    @Test
    void leavesWhatWasThereWhereTheContentBreaksOff() throws Exception {
        Path file = folder.resolve("file.json");
        AtomicFile.write(file, text("whole"));

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    assertThat(file).hasContent("whole");
                    throw new IOException("no more");
                }))
                .hasMessage("no more");

        assertThat(file).hasContent("whole");
        assertThat(folder.toFile().list()).containsExactly("file.json");
    }

    /** As on a disk that is full before the second one is written. */
    @Test
    void leavesAllThatBelongTogetherWhereOneBreaksOff() throws Exception {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        AtomicFile.write(List.of(new Planned(one, text("1")), new Planned(other, text("2"))), false);

        assertThatThrownBy(() -> AtomicFile.write(
                        List.of(new Planned(one, text("new")), new Planned(other, out -> {
                            throw new IOException("No space left on device");
                        })),
                        false))
                .hasMessage("No space left on device");

        assertThat(one).hasContent("1");
        assertThat(other).hasContent("2");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("one", "other");
    }

    /** A link that has the name of the file is replaced, and what it leads to is left alone. */
    @Test
    void followsNoLink() throws Exception {
        Path others = Files.writeString(folder.resolve("others"), "theirs");
        Path file = Files.createSymbolicLink(folder.resolve("file.json"), others);

        AtomicFile.write(file, text("ours"));

        assertThat(others).hasContent("theirs");
        assertThat(AtomicFile.isPlain(file)).isTrue();
        assertThat(file).hasContent("ours");
    }

    @Test
    void letsOthersReadAsTheSystemDoes() throws Exception {
        Path usual = Files.writeString(folder.resolve("usual"), "");
        Path file = folder.resolve("made/file.json");

        AtomicFile.write(file, text("for all"));

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void keepsAPrivateFileFromOthersWhateverStoodThere() throws Exception {
        Path file = folder.resolve("made/file.json");
        AtomicFile.writePrivate(file, text("mine"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        AtomicFile.writePrivate(file, text("mine"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void letsTheContentCloseWhatItIsWrittenTo() throws Exception {
        Path file = folder.resolve("file.json");

        AtomicFile.write(file, out -> Json.MAPPER.writeValue(out, new int[] {1, 2}));

        assertThat(file).hasContent("[1,2]");
    }

    @Test
    void writesThroughALinkToADirectoryAndOverALinkToAFile() throws Exception {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path directory = Files.createSymbolicLink(folder.resolve("link"), real);
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "untouched");
        Files.createSymbolicLink(real.resolve("file.json"), elsewhere);

        AtomicFile.write(directory.resolve("file.json"), text("written"));

        assertThat(real.resolve("file.json")).hasContent("written").isRegularFile();
        assertThat(AtomicFile.isPlain(real.resolve("file.json"))).isTrue();
        assertThat(elsewhere).hasContent("untouched");
    }

    @Test
    void writesForAThreadThatIsToldToStop() throws Exception {
        Path file = folder.resolve("file.json");
        Thread.currentThread().interrupt();
        try {
            AtomicFile.write(file, text("kept"));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("kept");
    }

    /** What another process writes just now seems to be an hour old where the clock was set meanwhile. */
    @Test
    void leavesWhatIsBeingWrittenWhateverTheClockIsSetTo() throws Exception {
        Path fresh = Files.writeString(folder.resolve(".1.part"), "{\"rea");
        Files.setLastModifiedTime(fresh, FileTime.from(Instant.now().minus(Duration.ofMinutes(61))));

        AtomicFile.write(folder.resolve("file.json"), text(""));

        assertThat(fresh).exists();
    }

    @Test
    void cleansUpWhatAKilledProcessLeft() throws Exception {
        Path fresh = Files.writeString(folder.resolve(".1.part"), "{\"rea");
        Path abandoned = Files.writeString(folder.resolve(".2.part"), "{\"rea");
        Path stranger = Files.writeString(folder.resolve("film.part"), "not ours");
        Path directory = Files.createDirectory(folder.resolve(".3.part"));
        for (Path old : new Path[] {abandoned, stranger, directory}) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }

        AtomicFile.write(folder.resolve("file.json"), text(""));

        assertThat(abandoned).doesNotExist();
        assertThat(fresh).exists();
        assertThat(stranger).exists();
        assertThat(directory).exists();
    }
}
