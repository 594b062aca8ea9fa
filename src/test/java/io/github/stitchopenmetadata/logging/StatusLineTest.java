package io.github.stitchopenmetadata.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLineTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final StatusLine line = new StatusLine();

    @Test
    void standsBelowWholeLines() {
        line.above(() -> terminal.println("first"));
        line.show(terminal, "1 of 2");
        line.above(() -> terminal.println("second"));
        line.show(terminal, "2 of 2, done");
        line.above(() -> terminal.println("3"));

        assertThat(screen()).containsExactly("first", "second", "3", "2 of 2, done");

        line.show(terminal, "2");
        assertThat(screen()).containsExactly("first", "second", "3", "2");

        line.show(terminal, "");
        line.above(() -> terminal.println("fourth"));
        assertThat(screen()).containsExactly("first", "second", "3", "fourth");
    }

    @Test
    void leavesNoTraceWhereItNeverWas() {
        line.show(terminal, "");
        line.above(() -> terminal.print("first\n"));

        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("first\n");
    }

    /** What a terminal shows of what was printed. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        for (String printedLine : printed.toString(StandardCharsets.UTF_8).split("\n")) {
            // each return is followed by a clearing of the rest, so what stands behind the last one is what is seen
            String[] writes = printedLine.split("\r\u001b\\[K", -1);
            lines.add(writes[writes.length - 1]);
        }
        return lines.get(lines.size() - 1).isEmpty()
                ? lines.subList(0, lines.size() - 1)
                : Arrays.asList(lines.toArray(String[]::new));
    }
}
