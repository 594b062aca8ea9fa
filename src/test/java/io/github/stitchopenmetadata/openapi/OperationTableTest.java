package io.github.stitchopenmetadata.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page that lists the operations says what the documents say. */
class OperationTableTest {

    private static final Path PAGE = Path.of("src/site/markdown/stitch-api.md");
    private static final String BEGIN = "<!-- from the documents -->\n";
    private static final String END = "<!-- until here -->\n";

    /** What the page has to be is in {@code target/stitch-api.md} where it is not. */
    @Test
    void isThatOfTheDocuments() throws IOException {
        String page = Files.readString(PAGE);
        String right = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + String.join("\n", table()) + "\n"
                + page.substring(page.indexOf(END));
        if (!page.equals(right)) {
            Files.writeString(Path.of("target/stitch-api.md"), right);
        }

        assertThat(page).isEqualTo(right);
    }

    private static List<String> table() {
        List<String> lines = new ArrayList<>(List.of(
                "| id | call | does | repeated | confirmed | used for |", "| --- | --- | --- | --- | --- | --- |"));
        for (Operation operation : new Operations().all()) {
            lines.add("| `%s`%s | %s `%s` | %s%s | %s | %s | %s |"
                    .formatted(
                            operation.id(),
                            operation.presetOf() == null ? "" : " (preset of `" + operation.presetOf() + "`)",
                            operation.method(),
                            operation.path(),
                            operation.summary(),
                            operation.isDeprecated() ? " Deprecated." : "",
                            operation.isRepeated() ? "yes" : "if not sent",
                            operation.isToBeConfirmed() ? "yes" : "",
                            operation.usedFor()));
        }
        return lines;
    }
}
