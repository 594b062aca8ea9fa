package io.github.stitchopenmetadata.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchException;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.stitchopenmetadata.http.Answers;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.CallFailures;
import io.github.stitchopenmetadata.http.Credential;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the documentation shows is what the documents describe, and what it forbids is refused. */
class DocumentedExamplesTest {

    private static final List<JsonNode> PATHS = Stream.of("/openapi/stitch-connect.yaml", "/openapi/stitch-import.yaml")
            .map(ApiDocument::read)
            .flatMap(document -> document.resolved(document.root().path("paths")).findParents("operationId").stream())
            .toList();

    private final Operations operations = new Operations();

    /** All examples, as {@code examples.yaml} describes them. */
    private static List<JsonNode> examples() throws IOException {
        try (InputStream in = DocumentedExamplesTest.class.getResourceAsStream("/openapi/examples.yaml")) {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            JsonNode list = Json.MAPPER.valueToTree(yaml);
            return StreamSupport.stream(list.spliterator(), false).toList();
        }
    }

    private static Stream<JsonNode> sent() throws IOException {
        return examples().stream().filter(example -> example.has("sent"));
    }

    private static Stream<JsonNode> refused() throws IOException {
        return examples().stream().filter(example -> example.has("refused"));
    }

    private static Stream<JsonNode> answered() throws IOException {
        return examples().stream().filter(example -> example.has("answer"));
    }

    private static Stream<JsonNode> errors() throws IOException {
        return examples().stream().filter(example -> example.has("words"));
    }

    private Map<String, Object> parameters(String operation) {
        Map<String, Object> parameters = new HashMap<>();
        operations.operation(operation).parameterNames().forEach(name -> parameters.put(name, 1));
        return parameters;
    }

    private String tokenFor(String operation) {
        return operations.operation(operation).needsToken() ? "at_1" : null;
    }

    @ParameterizedTest
    @MethodSource("sent")
    void takesWhatMayBeSent(JsonNode example) {
        String id = example.path("operation").asText();

        assertThat(operations
                        .request(id, parameters(id), example.path("sent"), tokenFor(id))
                        .body())
                .isEqualTo(example.path("sent"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatMayNotBeSentAndNamesTheField(JsonNode example) {
        String id = example.path("operation").asText();

        assertThatThrownBy(() -> operations.request(id, parameters(id), example.path("refused"), tokenFor(id)))
                .isInstanceOfSatisfying(InvalidCallException.class, refusal -> assertThat(refusal.getProblems())
                        .singleElement()
                        .asString()
                        .contains(example.path("field").asText()))
                .hasMessageStartingWith(id + ": ");
    }

    /** By the schema of the status in the document, which for errors is not asked at run time. */
    @ParameterizedTest
    @MethodSource("answered")
    void describesWhatIsAnswered(JsonNode example) {
        String status = example.path("status").asText("200");
        JsonNode responses = responses(example.path("operation").asText());
        JsonNode response = responses.has(status) ? responses.path(status) : responses.path("default");
        JsonNode schema = response.path("content").elements().next().path("schema");

        assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(example.path("answer")))
                .isEmpty();
        if (status.equals("200")) {
            assertThat(operations.operation(example.path("operation").asText()).objections(example.path("answer")))
                    .isEmpty();
        }
    }

    @Test
    void areThereForEachOperation() throws IOException {
        Set<String> shown = examples().stream()
                .map(example -> example.path("operation").asText())
                .collect(Collectors.toSet());
        Set<String> all = operations.all().stream()
                .filter(operation -> operation.presetOf() == null)
                .map(Operation::id)
                // its answer is a redirect
                .filter(id -> !id.equals("getExtractionLog"))
                .collect(Collectors.toCollection(HashSet::new));
        assertThat(shown).containsAll(all);
    }

    /** Errors carry the code and the words of Stitch, in whichever shape. */
    @ParameterizedTest
    @MethodSource("errors")
    void findsWhatAnErrorSays(JsonNode example) {
        Request.Answer wanted = example.has("status") ? Request.Answer.ANY : Request.Answer.NO_ERROR;
        Map<String, Object> headers =
                Map.of("CamelHttpResponseCode", example.path("status").asInt(200));
        byte[] body = example.path("answer").isNull() ? new byte[0] : Json.bytes(example.path("answer"));

        Exception refused = catchException(
                () -> new Answers().read(new ByteArrayInputStream(body), headers, wanted, Request.Reading.ALL));
        CallFailedException failure =
                new CallFailures().failure(Side.STITCH, URI.create("http://x/y"), Credential.NONE, refused);

        assertThat(failure.getStatus()).isEqualTo(example.path("status").asInt(200));
        assertThat(failure.getCode()).isEqualTo(example.path("code").asText());
        assertThat(failure.getServerMessage()).isEqualTo(example.path("words").asText());
    }

    private static JsonNode responses(String operation) {
        return PATHS.stream()
                .filter(described -> described.path("operationId").asText().equals(operation))
                .findFirst()
                .map(described -> described.path("responses"))
                .orElseThrow();
    }
}
