package io.github.stitchopenmetadata.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents as others read them. */
class ApiDocumentTest {

    private static final String FOLDER = "src/main/resources/openapi/";

    private static List<Operation> operations(OpenAPI api) {
        return api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .toList();
    }

    private static SwaggerParseResult parsed(String file) {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        return new OpenAPIV3Parser().readLocation(Path.of(FOLDER + file).toString(), null, options);
    }

    @ParameterizedTest
    @CsvSource({"stitch-connect.yaml, 39", "stitch-import.yaml, 4"})
    void isOpenApi31WithEveryOperation(String file, int count) {
        SwaggerParseResult read = parsed(file);

        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getOpenapi()).startsWith("3.1.");
        assertThat(operations(read.getOpenAPI()))
                .hasSize(count)
                .allSatisfy(operation -> {
                    assertThat(operation.getSummary()).isNotBlank();
                    assertThat(operation.getResponses()).isNotEmpty();
                })
                .extracting(Operation::getOperationId)
                .doesNotHaveDuplicates();
    }

    @Test
    void saysOfEachOperationWhetherItMayBeRepeatedAndWhetherItIsToBeConfirmed() {
        for (String file : List.of("stitch-connect.yaml", "stitch-import.yaml")) {
            assertThat(operations(parsed(file).getOpenAPI())).allSatisfy(operation -> {
                String id = operation.getOperationId();
                boolean creates = id.matches("(create|exchange|send|push|delete|revoke|stop).*");
                boolean reads = id.matches("(get|validate).*");
                assertThat(operation.getExtensions().get("x-repeat"))
                        .as(id)
                        .isEqualTo(creates ? "if-not-sent" : "always");
                assertThat(operation.getExtensions().containsKey("x-confirm"))
                        .as(id)
                        .isEqualTo(!reads && !id.matches("(start|stop)ReplicationJob"));
            });
        }
    }

    /** References are followed by putting in their place what they lead to. */
    @ParameterizedTest
    @ValueSource(strings = {"stitch-connect.yaml", "stitch-import.yaml"})
    void hasNoReferenceThatLeadsNowhereOrInACircle(String file) {
        ApiDocument document = ApiDocument.read("/openapi/" + file);

        List<String> used = new ArrayList<>();
        follow(document.root(), document.root(), new HashSet<>(), used);

        Set<String> declared = new HashSet<>();
        document.root().path("components").properties().forEach(kind -> kind.getValue()
                .fieldNames()
                .forEachRemaining(name -> declared.add("#/components/" + kind.getKey() + "/" + name)));
        declared.removeIf(name -> name.startsWith("#/components/securitySchemes/"));
        assertThat(new HashSet<>(used)).isEqualTo(declared);
    }

    private static void follow(JsonNode root, JsonNode node, Set<String> open, List<String> used) {
        String reference = node.path("$ref").asText("");
        if (!reference.isEmpty()) {
            assertThat(open.add(reference)).as(reference + " is in itself").isTrue();
            JsonNode target = root.at(reference.substring(1));
            assertThat(target.isMissingNode()).as(reference).isFalse();
            used.add(reference);
            follow(root, target, open, used);
            open.remove(reference);
        }
        node.elements().forEachRemaining(element -> follow(root, element, open, used));
    }
}
