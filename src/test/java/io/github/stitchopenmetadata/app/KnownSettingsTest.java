package io.github.stitchopenmetadata.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownSettingsTest {

    private static List<String> problems(String name) {
        return KnownSettings.problems(List.of(name), "");
    }

    @ParameterizedTest
    @CsvSource({
        "ingest.workflw, ingest.workflow",
        "retry.atempts, retry.attempts",
        "ingst.workflow, ingest.workflow",
        "sandbx, sandbox",
        "ingest.mod, ingest.mode",
        "ingest.something.else.altogether, ingest",
        "stitch.Token, stitch.token",
        "http.proxyhost, http"
    })
    void refusesANameThatDoesNothingWithTheNearest(String name, String nearest) {
        assertThat(problems(name)).singleElement().asString().contains(name, "did you mean " + nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingest.workflow",
                "retry.getStreams.delay",
                "lineage.source.shop",
                "lineage.source.my shop.eu",
                "call.param.source_id",
                "parking.directory",
                "stitch.includeTags",
                "camel.main.name",
                "my.route.address",
                "http.proxyHost",
                "http.nonProxyHosts"
            })
    void takesWhatDoesSomethingOrIsSomebodyElses(String name) {
        assertThat(problems(name)).isEmpty();
    }

    @Test
    void takesAllThatThisJvmHas() {
        assertThat(KnownSettings.problems(System.getProperties().stringPropertyNames(), ""))
                .isEmpty();
        assertThat(KnownSettings.problemsOfEnvironment(System.getenv().keySet()))
                .isEmpty();
    }

    /** One that a route asks for and that is not known could never be set. */
    @Test
    void knowsAllThatTheRoutesAskFor() throws IOException {
        Set<String> asked = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("routes"))) {
            for (Path file : files) {
                Matcher place = Pattern.compile("\\{\\{([a-zA-Z.]+)").matcher(Files.readString(file));
                while (place.find()) {
                    asked.add(place.group(1));
                }
            }
        }
        assertThat(asked).isNotEmpty();
        assertThat(KnownSettings.problems(asked, "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INGEST_WORKFLWO, INGEST_WORKFLOW",
        "STITCH_TOKNE, STITCH_TOKEN",
        "INGEST_MOD, INGEST_MODE",
        "OPENMETADATA_JWT_TOKEN, OPENMETADATA_JWTTOKEN"
    })
    void refusesAVariableThatIsNearlyASetting(String name, String nearest) {
        assertThat(KnownSettings.problemsOfEnvironment(List.of(name)))
                .singleElement()
                .asString()
                .contains(name, nearest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENMETADATA_SERVICE_HOST",
                "OPENMETADATA_PORT_8585_TCP_ADDR",
                "STITCH_TOKEN",
                "STITCH_TOKEN_EU",
                "STITCH_TOKEN2",
                "OPENMETADATA_JWT",
                "HTTP_PROXY",
                "NO_PROXY",
                "RETRY_GETSTREAMS_DELAY",
                "STATE_DIRECTORY",
                "RUNTIME_DIRECTORY",
                "LOGS_DIRECTORY",
                "CACHE_DIRECTORY",
                "PATH"
            })
    void takesVariablesOfOthers(String name) {
        assertThat(KnownSettings.problemsOfEnvironment(List.of(name))).isEmpty();
    }
}
