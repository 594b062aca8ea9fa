package io.github.stitchopenmetadata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.github.stitchopenmetadata.text.OneLine;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a body has to be. The schema is made when the first body is held to it. */
final class Shape {

    /** More would not be read. */
    private static final int MOST = 5;

    private final Supplier<JsonNode> document;
    private volatile JsonSchema schema;

    /** @param document a JSON Schema without references */
    Shape(Supplier<JsonNode> document) {
        this.document = document;
    }

    /** @return what is wrong, each with the field and what was expected there, never with the value; empty where all is well */
    List<String> objections(JsonNode body) {
        Set<ValidationMessage> messages = schema().validate(body);
        Stream<String> first = messages.stream().limit(MOST).map(Shape::told);
        return messages.size() <= MOST
                ? first.toList()
                : Stream.concat(first, Stream.of("and " + (messages.size() - MOST) + " more"))
                        .toList();
    }

    private JsonSchema schema() {
        if (schema == null) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(
                            document.get(),
                            SchemaValidatorsConfig.builder()
                                    .locale(Locale.ENGLISH)
                                    .pathType(PathType.JSON_PATH)
                                    .build());
        }
        return schema;
    }

    /** {@code $.messages[0].sequence} is the field {@code messages[0].sequence}. */
    private static String told(ValidationMessage message) {
        String place = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        return OneLine.of((place.isEmpty() ? "the body" : place) + ": " + message.getError());
    }
}
