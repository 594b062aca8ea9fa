package io.github.stitchopenmetadata.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wherever our code sees the route files, it refuses those of an earlier version. */
class FormerFilesVetoTest {

    private static final String BEANS =
            "- beans: [{name: liveRoutes, type: io.github.stitchopenmetadata.reload.LiveRoutes}]\n";
    private static final String THEIRS = "- route: {id: theirs, from: {uri: direct:theirs, steps: [{log: hello}]}}\n";
    private static final String CALL = "{to: direct:stitch-gateway}";

    @TempDir
    private Path folder;

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void loadThePresentFiles() throws Exception {
        load("beans.camel.yaml", BEANS);
        load("8-replay.camel.yaml", THEIRS);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2-extract.camel.yaml | - route: {id: a, from: {uri: direct:a, steps: [" + CALL + "]}}",
                "6-errors.camel.yaml  | - routeConfiguration: {id: a, onException: [{onException: {exception:"
                        + " [io.github.stitchopenmetadata.http.CallFailedException]}}]}",
                "7-beans.camel.yaml   | - beans: [{name: a, type: io.github.stitchopenmetadata.state.StateFiles,"
                        + " constructors: {0: state}}]",
            })
    void aContextDoesNotStartWithOne(String name, String text) throws Exception {
        load(name, text);

        assertThatThrownBy(context::start).hasStackTraceContaining(name + " is of an earlier version");
        assertThat(context.isStarted()).isFalse();
    }

    @Test
    void aContextThatRunsTakesNoneIn() throws Exception {
        context.start();

        assertThatThrownBy(() ->
                        load("9-check.camel.yaml", "- route: {id: a, from: {uri: direct:a, steps: [" + CALL + "]}}"))
                .hasStackTraceContaining(
                        "9-check.camel.yaml is of an earlier version, replaced by 11-check.camel.yaml");
        load("mine.camel.yaml", THEIRS.replace("theirs", "mine"));
        assertThat(context.getRouteController().getRouteStatus("mine").isStarted())
                .isTrue();
    }

    @Test
    void noEditBringsOneInWhileTheRoutesRun() throws IOException {
        Files.writeString(folder.resolve("9-check.camel.yaml"), THEIRS.replace("theirs", "mine"));
        Set<String> refused = new TreeSet<>();

        assertThat(new RouteFolder(folder, file -> file.getName().startsWith("9"))
                        .edits(new RouteFiles(new TreeMap<>()), refused))
                .isEmpty();
        assertThat(refused).singleElement().asString().contains("9-check.camel.yaml: ", "11-check.camel.yaml");
    }

    private void load(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
    }
}
