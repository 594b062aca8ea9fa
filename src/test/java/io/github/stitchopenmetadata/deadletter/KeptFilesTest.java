package io.github.stitchopenmetadata.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.lineage.LineageMessage.Part;
import io.github.stitchopenmetadata.support.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {

    private static final SourceFiles SHOP = SourceFiles.of("stitch", "shop");
    private static final DeadLetter LETTER = new DeadLetter("down", 1, "2026-01-01T00:00:00Z", null, null);

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private KeptFiles kept;

    @BeforeEach
    void begin() {
        kept = new KeptFiles(new DeadLetterFolders(List.of(folder), List.of()), clock);
    }

    private Path putThere(String name) throws IOException {
        return Files.writeString(folder.resolve(name), "{}");
    }

    /** Nobody has changed the folder, by what it says itself. */
    @Test
    void areNotListedAgainAsLongAsNobodyElseChangesTheFolder() throws Exception {
        kept.write(SHOP.name(Part.ONLY), LETTER);
        assertThat(kept.of(SHOP)).hasSize(1);
        FileTime before = Files.getLastModifiedTime(folder);
        putThere(SHOP.name(new Part(1, 2, 0)));
        Files.setLastModifiedTime(folder, before);
        assertThat(kept.of(SHOP)).hasSize(1);

        kept.write(SHOP.name(new Part(2, 2, 0)), LETTER);
        assertThat(kept.of(SHOP)).hasSize(2);
        kept.delete(folder.resolve(SHOP.name(Part.ONLY)));
        assertThat(kept.of(SHOP)).containsExactly(folder.resolve(SHOP.name(new Part(2, 2, 0))));

        clock.move(60_000);
        assertThat(kept.of(SHOP)).hasSize(2);
    }

    @Test
    void areThoseThatOthersPutThereOrTookAway() throws Exception {
        assertThat(kept.of(SHOP)).isEmpty();
        Path one = putThere(SHOP.name(Part.ONLY));
        changedLater(1);
        assertThat(kept.of(SHOP)).containsExactly(one);

        Files.delete(one);
        changedLater(2);
        kept.write(SourceFiles.of("stitch", "crm").name(Part.ONLY), LETTER);
        assertThat(kept.of(SHOP)).isEmpty();
    }

    /** The clock of the file system may stand still between two changes. */
    private void changedLater(long seconds) throws IOException {
        Files.setLastModifiedTime(
                folder, FileTime.fromMillis(Files.getLastModifiedTime(folder).toMillis() + 1000 * seconds));
    }

    @Test
    void areThoseOfTheSourceAlone() throws Exception {
        putThere(SourceFiles.of("stitch", "shopping").name(Part.ONLY));
        putThere(SourceFiles.of("stitch", "Shop").name(Part.ONLY));
        putThere("unreadable-1.json");
        Path first = putThere(SHOP.name(new Part(1, 2, 0)));
        Path second = putThere(SHOP.name(new Part(2, 2, 1)));

        assertThat(kept.of(SHOP)).containsExactly(first, second);
    }

    @Test
    void areNoneWhereThereIsNoFolder() throws Exception {
        KeptFiles none = new KeptFiles(new DeadLetterFolders(List.of(folder.resolve("none")), List.of()), clock);

        assertThat(none.of(SHOP)).isEmpty();
        none.write(SHOP.name(Part.ONLY), LETTER);
        assertThat(none.of(SHOP)).hasSize(1);
    }
}
