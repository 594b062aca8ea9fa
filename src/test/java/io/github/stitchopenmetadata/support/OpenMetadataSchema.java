package io.github.stitchopenmetadata.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The JSON schemas of an OpenMetadata 1.4 server, read as strictly as the server reads bodies. */
public final class OpenMetadataSchema {

    private static final String PUBLISHED = "https://open-metadata.org/schema/";
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V7, factory -> factory.metaSchema(JsonMetaSchema.builder(JsonMetaSchema.getV7())
                            .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                            .build())
                    .schemaMappers(mappers -> mappers.mapPrefix(PUBLISHED, "classpath:json/schema/")
                            .mapPrefix(
                                    "https://open-metadata.org/configuration/",
                                    "classpath:json/schema/configuration/")));

    private final String path;

    private OpenMetadataSchema(String path) {
        this.path = path;
    }

    /** @param path such as {@code api/data/createPipeline.json}, with a fragment for a definition inside */
    public static OpenMetadataSchema of(String path) {
        return new OpenMetadataSchema(path);
    }

    /** What a server would refuse in a body. */
    public List<String> refusals(JsonNode body) {
        JsonSchema schema = FACTORY.getSchema(SchemaLocation.of(PUBLISHED + path));
        return schema
                .validate(body, execution -> execution.getExecutionConfig().setFormatAssertionsEnabled(true))
                .stream()
                .map(Object::toString)
                .sorted()
                .toList();
    }

    /** Properties of an object that a definition does not declare, where the schema itself would let them pass. */
    public List<String> undeclared(String definition, JsonNode object) throws IOException {
        try (InputStream text = OpenMetadataSchema.class.getResourceAsStream("/json/schema/" + path)) {
            JsonNode declared = Json.MAPPER.readTree(text).at("/definitions/" + definition + "/properties");
            List<String> undeclared = new ArrayList<>();
            object.fieldNames().forEachRemaining(name -> {
                if (!declared.has(name)) {
                    undeclared.add(name);
                }
            });
            return undeclared;
        }
    }
}
