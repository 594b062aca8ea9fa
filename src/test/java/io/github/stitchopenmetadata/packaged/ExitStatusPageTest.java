package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExitStatusPageTest {

    private static final Path PAGE = Path.of("src/site/markdown/exit-status.md");

    /** What the page has to be is in {@code target/exit-status.md} where it is not. */
    @Test
    void saysWhatTheProgramEndsWith() throws IOException {
        String right = page();
        if (!Files.exists(PAGE) || !Files.readString(PAGE).equals(right)) {
            Files.createDirectories(Path.of("target"));
            Files.writeString(Path.of("target/exit-status.md"), right);
        }
        assertThat(PAGE).hasContent(right);
    }

    private static String page() {
        return Stream.of(
                        Stream.of(
                                "# Exit statuses",
                                "",
                                "A script can rely on them. `--help` of each command says what it does.",
                                "",
                                "| status | means |",
                                "| --- | --- |"),
                        Stream.of(ExitStatus.values())
                                .map(status -> "| " + status.code() + " | " + status.meaning() + " |"),
                        Stream.of(
                                "",
                                "Each of these is run by the tests, as `java -jar stitch-openmetadata.jar …`:",
                                "",
                                "| command line | status |",
                                "| --- | --- |"),
                        Stream.of(ExitCase.values())
                                .map(each -> "| `" + each.line() + "` | "
                                        + each.status().code() + " |"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
