package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every file under routes/ must keep to. */
class RouteFilesTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^}:?]+)(:[^}]*)?}}");
    private static final Pattern METHOD =
            Pattern.compile("httpMethod: *(\\S+)|(?:CamelHttpMethod|name: verb)\\s+constant: *(\\S+)");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesNoAddressAndNoUnknownSetting(Path file) throws IOException {
        Properties settings = new Properties();
        try (InputStream in = Files.newInputStream(Path.of("application.properties"))) {
            settings.load(in);
        }
        String text = Files.readString(file);

        assertThat(text).doesNotContainPattern("https?://");
        // the value of a setting names the one that it replaces
        Set<String> known = new TreeSet<>(find(PLACEHOLDER, settings.values().toString()));
        known.addAll(settings.stringPropertyNames());
        assertThat(find(PLACEHOLDER, text)).isSubsetOf(known);
    }

    /** A call may have been done although its answer was lost: only what can be done twice is tried again. */
    @Test
    void callsAreSuchAsCanBeRepeatedAndAreReadFromTheConnection() throws IOException {
        List<String> calls = new ArrayList<>();
        for (Path file : files()) {
            String text = Files.readString(file);
            assertThat(text.replace("httpMethodRestrict: POST", "")).doesNotContain("POST");
            assertThat(find(METHOD, text)).isSubsetOf("GET", "PUT", "PATCH", "DELETE");
            for (JsonNode to : YAML.readTree(text).findParents("uri")) {
                if (to.path("uri").asText().matches("(stitch|catalog)-http:.*")) {
                    calls.add(to.path("uri").asText() + " " + to.path("parameters"));
                }
            }
        }

        assertThat(calls).hasSize(2).allSatisfy(call -> assertThat(call)
                .containsPattern("disableStreamCache\\W+true")
                .containsPattern("throwExceptionOnFailure\\W+false"));
    }

    /** Before anything else it is decided whether a request is answered, and no runtime has to know of platform-http. */
    @Test
    void requestsFromOutsideAreAnsweredOnlyToWhoIsAdmitted() throws IOException {
        List<JsonNode> entries = new ArrayList<>();
        for (Path file : files()) {
            for (JsonNode item : YAML.readTree(Files.readString(file))) {
                if (item.path("route").path("from").path("uri").asText().startsWith("platform-http:")) {
                    entries.add(item.path("route"));
                }
            }
        }

        assertThat(entries).isNotEmpty().allSatisfy(route -> {
            assertThat(route.path("precondition").asText()).isEqualTo("{{management.enabled}}");
            assertThat(route.path("routeConfigurationId").asText()).isEqualTo("management");
            assertThat(route.path("from").path("steps").path(0).findValuesAsText("ref"))
                    .containsExactly("guard");
            assertThat(route.path("from")
                            .path("parameters")
                            .path("httpMethodRestrict")
                            .asText())
                    .isIn("GET", "POST");
        });
    }

    private static Set<String> find(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        return found;
    }
}
