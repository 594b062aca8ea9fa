package io.github.stitchopenmetadata.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.support.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormerRouteFilesTest {

    private static final String NOW = "- route: {id: a, from: {uri: direct:a, steps: [{to: direct:stitch}]}}\n";
    private static final String FORMER = NOW.replace("direct:stitch", "direct:stitch-gateway");

    @TempDir
    private Path folder;

    private final CamelContext context = new DefaultCamelContext();
    private final LogLines log = new LogLines();

    @AfterEach
    void stop() {
        log.close();
        context.stop();
    }

    @ParameterizedTest
    @CsvSource({
        "1-ingest, '1-run.camel.yaml, 3-connect.camel.yaml'",
        "3-deliver, '3-connect.camel.yaml, 4-deliver.camel.yaml, 5-edges.camel.yaml'",
        "3-deliver, '6-register.camel.yaml, 7-retire.camel.yaml, 10-management.camel.yaml'",
        "4-status, 8-status.camel.yaml",
        "5-gateways, http.camel.yaml",
        "6-errors, http.camel.yaml",
        "7-beans, beans.camel.yaml",
        "8-replay, 9-replay.camel.yaml",
        "9-check, 11-check.camel.yaml",
        "10-operate, 10-management.camel.yaml",
    })
    void refusesAFileUnderAFormerNameAndTellsWhatReplacedIt(String former, String present) throws IOException {
        Path file = write(former + ".camel.yaml", NOW);
        write("1-run.camel.yaml", NOW);

        assertRefused("file:" + folder + "/*.camel.yaml", "remove the former ones");
        assertThat(log.at(Level.ERROR))
                .singleElement()
                .asString()
                .startsWith(file + " is ")
                .contains(present);
        assertThat(FormerRouteFiles.objection(file.toString(), NOW).orElseThrow())
                .contains(present, "remove the former ones");
    }

    @Test
    void refusesTheFormerFileOfANameThatIsStillInUse() throws IOException {
        Path file = write("2-extract.camel.yaml", FORMER);

        assertRefused("file:" + file, "earlier version (1)");
        assertThat(log.at(Level.ERROR)).singleElement().asString().contains(file + " is ", "another file of this name");
        assertThat(FormerRouteFiles.objection(file.toString(), FORMER)).isPresent();
    }

    @Test
    void namesAllOfThemOnce() throws IOException {
        write("1-ingest.camel.yaml", FORMER);
        write("4-status.camel.yaml", FORMER);

        assertRefused(
                "classpath:routes/http.camel.yaml,file:" + folder + "/*, file:" + folder + "/*.camel.yaml",
                "earlier version (2)");
        assertThat(log.at(Level.ERROR)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1-run",
                "2-extract",
                "3-connect",
                "3-services",
                "4-deliver",
                "5-edges",
                "6-register",
                "6-tags",
                "7-retire",
                "8-status",
                "9-replay",
                "10-management",
                "11-check",
                "http",
                "beans",
                "my-errors"
            })
    void takesThePresentFilesAndThoseOfOthers(String name) throws IOException {
        Path file = write(name + ".camel.yaml", NOW);

        assertTaken("file:" + folder + "/*.camel.yaml");
        assertThat(FormerRouteFiles.objection(file.toString(), NOW)).isEmpty();
        assertThat(FormerRouteFiles.refusal(Stream.of(resource(file)))).isEmpty();
    }

    @Test
    void takesWhatIsNotLoadedAndAFolderThatIsNotThere() throws IOException {
        write("1-ingest.camel.yaml.bak", FORMER);
        write("kept/1-ingest.camel.yaml", FORMER);

        assertTaken("file:" + folder + "/*.camel.yaml");
        assertTaken("file:" + folder + "/none/*.camel.yaml");
        assertTaken("");
    }

    @Test
    void leavesFilesOfAnotherApplicationAlone() throws IOException {
        Path theirs = write("8-replay.camel.yaml", NOW);
        Path ours =
                write("6-errors.camel.yaml", "- beans: [{name: a, type: io.github.stitchopenmetadata.http.Calls}]\n");
        Resource inMemory = ResourceHelper.fromString("4-status.camel.yaml", NOW);

        assertThat(FormerRouteFiles.refusal(Stream.of(resource(theirs), resource(ours), null, inMemory))
                        .orElseThrow())
                .startsWith(ours + " is of an earlier version, replaced by http.camel.yaml. ")
                .doesNotContain("8-replay", "4-status");
    }

    private void assertRefused(String patterns, String words) {
        assertThatThrownBy(() -> FormerRouteFiles.refuse(context, patterns))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    private void assertTaken(String patterns) {
        assertThatCode(() -> FormerRouteFiles.refuse(context, patterns)).doesNotThrowAnyException();
        assertThat(log.events()).isEmpty();
    }

    private Resource resource(Path file) {
        return ResourceHelper.resolveResource(context, "file:" + file);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
