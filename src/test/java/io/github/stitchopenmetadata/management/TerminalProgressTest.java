package io.github.stitchopenmetadata.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.RunProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {

    private static final int WIDTH = 100;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private List<RunProgress> runs = List.of();
    private boolean wanted = true;
    private final TerminalProgress progress = new TerminalProgress(
            () -> runs, () -> wanted, new PrintStream(printed, true, StandardCharsets.UTF_8), WIDTH);

    @AfterEach
    void end() {
        progress.close();
    }

    private String seen() {
        progress.refresh();
        String all = printed.toString(StandardCharsets.UTF_8);
        return all.substring(all.lastIndexOf('\r') + 1).replace("\u001b[K", "");
    }

    private static RunProgress run(String id, long sources, long done) {
        return new RunProgress(
                Pass.Kind.LINEAGE, "stitch", id, Instant.EPOCH, 5, sources, done, done * 3, done * 2, 0, 0, null);
    }

    @Test
    void showsHowFarTheRunHasCome() {
        assertThat(seen()).isEmpty();

        runs = List.of(run("1", 0, 0));
        assertThat(seen()).startsWith("stitch ").contains("0/?").hasSizeLessThanOrEqualTo(WIDTH);

        runs = List.of(run("1", 1200, 300));
        assertThat(seen())
                .contains("25%", "300/1200 ", "900 streams, 600 edges")
                .hasSizeLessThanOrEqualTo(WIDTH);

        runs = List.of(run("2", 10, 1));
        assertThat(seen()).contains("10%", "1/10 ");

        runs = List.of();
        assertThat(seen()).isEmpty();
    }

    @Test
    void goesWhereTheLogIsTurnedDown() {
        runs = List.of(run("1", 10, 1));
        assertThat(seen()).contains("1/10 ");

        wanted = false;
        assertThat(seen()).isEmpty();
    }
}
