package io.github.stitchopenmetadata.flow.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files under routes/ are such as Camel's schema of its YAML DSL allows, by which editors check them too. */
class RouteSchemaTest {

    private static JsonSchema dsl;

    @BeforeAll
    static void readSchema() throws IOException {
        try (InputStream schema = RouteSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            dsl = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        }
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void allowsTheFile(Path file) throws IOException {
        assertThat(problems(Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- rout: {id: a, from: {uri: direct:a, steps: []}}",
                "- route: {id: a, from: {uri: direct:a, steps: [{setBdy: {constant: b}}]}}",
                "- route: {id: a, from: {uri: direct:a, steps: [{filter: {simple: b, steps: [{to: {url: direct:b}}]}}]}}",
                "- route: {id: a, from: {uri: direct:a, steps: [{split: {simple: b, parallelProcessing: [], steps: []}}]}}",
                "- route: {id: a, from: {steps: []}}",
            })
    void refusesWhatCamelDoesNotKnow(String route) throws IOException {
        assertThat(problems(route)).isNotEmpty();
    }

    /** Without those about placeholders, of which the schema does not know: a switch or a number may be a setting as well. */
    private static List<ValidationMessage> problems(String text) throws IOException {
        return dsl.validate(new ObjectMapper(new YAMLFactory()).readTree(text)).stream()
                .filter(problem -> !problem.getInstanceNode().asText().startsWith("{{"))
                .toList();
    }
}
