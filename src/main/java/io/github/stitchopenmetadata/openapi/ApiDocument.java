package io.github.stitchopenmetadata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One of the documents, as a tree whose references are followed when they are reached. */
final class ApiDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<String> METHODS = List.of("get", "post", "put", "delete");

    private final JsonNode root;

    private ApiDocument(JsonNode root) {
        this.root = root;
    }

    /** @param resource a YAML file on the class path, without aliases */
    static ApiDocument read(String resource) {
        try (InputStream in = ApiDocument.class.getResourceAsStream(resource)) {
            Object yaml = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            return new ApiDocument(tree(yaml));
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
            ObjectNode object = NODES.objectNode();
            node.properties().forEach(field -> object.set(field.getKey(), resolved(field.getValue())));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = NODES.arrayNode();
            node.forEach(element -> array.add(resolved(element)));
            return array;
        }
        return node;
    }

    /** By hand: the mapper that could do it takes longer to load than the document. */
    private static JsonNode tree(Object yaml) {
        if (yaml instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((key, value) -> object.set(String.valueOf(key), tree(value)));
            return object;
        }
        if (yaml instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(element -> array.add(tree(element)));
            return array;
        }
        if (yaml instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        }
        if (yaml instanceof Number number) {
            return NODES.numberNode(new BigInteger(number.toString()));
        }
        return yaml == null ? NODES.nullNode() : NODES.textNode(yaml.toString());
    }
}
