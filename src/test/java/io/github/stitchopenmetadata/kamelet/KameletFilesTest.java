package io.github.stitchopenmetadata.kamelet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each Kamelet is described as those of Apache's catalog are, and asks for nothing that it does not describe. */
class KameletFilesTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Path FOLDER = Path.of("src/main/resources/kamelets");
    private static final Pattern USED = Pattern.compile("\\{\\{\\??(\\w+)}}");
    private static final Pattern CALLED = Pattern.compile("direct:[\\w-]+");
    private static final String ICON = "data:image/svg+xml;base64,";

    /** What Camel and the Kamelet itself say, besides its parameters. */
    private static final Set<String> GIVEN = Set.of("routeId", "account");

    private static JsonSchema dsl;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream schema = KameletFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            dsl = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        }
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList().stream();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        return YAML.readTree(file.toFile());
    }

    private static String label(JsonNode kamelet, String kind, String name) {
        return kamelet.path("metadata")
                .path(kind)
                .path("camel.apache.org/" + name)
                .asText();
    }

    private static Map<String, JsonNode> parameters(JsonNode kamelet) {
        return kamelet.at("/spec/definition/properties").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatItIs(Path file) throws Exception {
        JsonNode kamelet = read(file);
        String name = file.getFileName().toString().replace(".kamelet.yaml", "");

        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.path("kind").asText()).isEqualTo("Kamelet");
        assertThat(kamelet.at("/metadata/name").asText()).isEqualTo(name);
        assertThat(name).endsWith("-" + label(kamelet, "labels", "kamelet.type"));
        assertThat(label(kamelet, "annotations", "provider")).isNotBlank();
        assertThat(label(kamelet, "annotations", "kamelet.group")).isNotBlank();
        assertThat(label(kamelet, "annotations", "kamelet.icon")).startsWith(ICON);
        byte[] icon = Base64.getDecoder()
                .decode(label(kamelet, "annotations", "kamelet.icon").substring(ICON.length()));
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(icon))
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
        assertThat(kamelet.at("/spec/definition/title").asText()).isNotBlank();
        assertThat(kamelet.at("/spec/definition/description").asText()).hasSizeGreaterThan(50);
        assertThat(kamelet.at("/spec/definition/type").asText()).isEqualTo("object");
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatEachParameterIs(Path file) throws IOException {
        JsonNode kamelet = read(file);

        parameters(kamelet).forEach((name, parameter) -> {
            assertThat(parameter.path("title").asText()).as(name).isNotBlank();
            assertThat(parameter.path("description").asText()).as(name).endsWith(".");
            assertThat(parameter.path("type").asText()).as(name).isIn("string", "integer", "boolean");
            boolean secret = name.matches("(?i).*(token|password|secret)");
            assertThat(parameter.path("format").asText()).as(name).isEqualTo(secret ? "password" : "");
            assertThat(parameter.path("x-descriptors").toString().contains("com.tectonic.ui:password"))
                    .as(name)
                    .isEqualTo(secret);
            JsonNode fallback = parameter.path("default");
            if (!fallback.isMissingNode()) {
                assertThat(fallback.isBoolean())
                        .as(name)
                        .isEqualTo(parameter.path("type").asText().equals("boolean"));
                assertThat(fallback.isInt())
                        .as(name)
                        .isEqualTo(parameter.path("type").asText().equals("integer"));
            }
            if (parameter.has("enum")) {
                assertThat(parameter.path("enum")).as(name).contains(fallback);
            }
        });
        kamelet.at("/spec/definition/required").forEach(required -> {
            assertThat(parameters(kamelet)).containsKey(required.asText());
            assertThat(parameters(kamelet).get(required.asText()).has("default"))
                    .isFalse();
        });
    }

    /** A parameter without a value would be looked for among the settings and in the environment of the host. */
    @ParameterizedTest
    @MethodSource("files")
    void usesEachParameterAndNoOther(Path file) throws IOException {
        JsonNode kamelet = read(file);
        Set<String> used =
                new TreeSet<>(USED.matcher(kamelet.at("/spec/template").toString())
                        .results()
                        .map(use -> use.group(1))
                        .toList());
        used.removeAll(GIVEN);

        assertThat(parameters(kamelet).keySet()).containsExactlyInAnyOrderElementsOf(used);
        kamelet.at("/spec/template/beans/0/properties").forEach(value -> {
            String name = value.asText().replaceAll("[{}]", "");
            boolean required =
                    kamelet.at("/spec/definition/required").toString().contains("\"" + name + "\"");
            assertThat(required || parameters(kamelet).get(name).has("default"))
                    .as(name)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void isOneRouteThatCamelsSchemaAllows(Path file) throws IOException {
        ObjectNode template = (ObjectNode) read(file).at("/spec/template");
        template.put("id", "any");
        ArrayNode document = YAML.createArrayNode();
        document.addObject().set("routeTemplate", template);

        assertThat(dsl.validate(document)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void dependsOnThisJar(Path file) throws IOException {
        String version = Pattern.compile("<version>(.*?)</version>")
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        assertThat(read(file).at("/spec/dependencies").toString())
                .contains("camel:kamelet", "mvn:io.github.stitchopenmetadata:stitch-openmetadata:" + version);
    }

    /** What is installed is whole, and runs nothing of its own: but for what waits for parts of messages, and for a queue that stays empty. */
    @Test
    void whatTheyCallIsInstalled() throws IOException {
        Set<String> called = new TreeSet<>();
        List<String> starts = new ArrayList<>();
        for (Path file : files().toList()) {
            CALLED.matcher(Files.readString(file)).results().forEach(call -> called.add(call.group()));
        }
        for (String name : Installation.files()) {
            String text = Files.readString(Path.of(name));
            for (JsonNode entry : YAML.readTree(text)) {
                if (entry.has("route")) {
                    starts.add(entry.at("/route/from/uri").asText());
                    // not what a description names
                    CALLED.matcher(entry.at("/route/from/steps").toString())
                            .results()
                            .forEach(call -> called.add(call.group()));
                }
            }
        }

        assertThat(called).isSubsetOf(starts);
        assertThat(starts)
                .filteredOn(start -> !start.startsWith("direct:"))
                .containsExactly("{{lineage.queue}}", "scheduler:parts", "{{lineage.results}}", "scheduler:broker");
    }
}
