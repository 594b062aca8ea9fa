package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SourceLogTest {

    @AutoClose
    private final SourceLog log = new SourceLog("lineage");

    @Test
    void givesBackWhatItWasGivenAsOftenAsAsked() throws IOException {
        assertThat(read()).isEmpty();
        log.add(new TextNode("shop\nünd \u2028"));
        assertThat(read()).containsExactly("shop\nünd \u2028");
        log.add(new TextNode("crm"));
        assertThat(read()).containsExactly("shop\nünd \u2028", "crm");
        assertThat(read()).hasSize(2);
    }

    @Test
    void leavesNoFileBehindWhateverEndsTheProcess() throws IOException {
        List<Path> before = temporary();
        log.add(new TextNode("secretive"));

        assertThat(temporary()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void forgetsAllWhenItIsClosed() throws IOException {
        log.add(new TextNode("shop"));
        log.close();
        log.add(new TextNode("late"));

        assertThat(read()).isEmpty();
    }

    private List<String> read() throws IOException {
        List<String> texts = new ArrayList<>();
        log.read(source -> texts.add(source.asText()));
        return texts;
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("stitch-openmetadata-"))
                    .toList();
        }
    }
}
