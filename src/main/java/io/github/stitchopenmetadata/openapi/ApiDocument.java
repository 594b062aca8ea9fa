package io.github.stitchopenmetadata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One of the documents, as a tree whose references are followed when they are reached. */
final class ApiDocument {

    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    private final JsonNode root;

    private ApiDocument(JsonNode root) {
        this.root = root;
    }

    /** @param resource a YAML file on the class path, without aliases */
    static ApiDocument read(String resource) {
        try (InputStream in = ApiDocument.class.getResourceAsStream(resource)) {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            return new ApiDocument(Json.MAPPER.valueToTree(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** The operations in the order of the document, each followed by its presets. */
    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        root.path("paths")
                .properties()
                .forEach(path -> METHODS.stream().filter(path.getValue()::has).forEach(method -> {
                    ObjectNode operation = path.getValue().path(method).deepCopy();
                    ArrayNode parameters = operation.withArray("parameters");
                    path.getValue().path("parameters").forEach(parameters::add);
                    operation.set("parameters", resolved(parameters));
                    operation.putIfAbsent("security", root.path("security"));
                    all.addAll(Operation.of(this, path.getKey(), method, operation));
                }));
        return all;
    }

    /** @return the same with what its references lead to in their place; nothing here refers to what it is in itself */
    JsonNode resolved(JsonNode node) {
        if (node.path("$ref").isTextual()) {
            return resolved(root.at(node.path("$ref").textValue().substring(1)));
        }
        if (node.isObject()) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            node.properties().forEach(field -> object.set(field.getKey(), resolved(field.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            node.forEach(element -> array.add(resolved(element)));
            return array;
        }
        return node;
    }
}
