package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The sentence in the description of a registered schema that says whose tables it holds: sources of several Stitch accounts
 * may have the same name.
 *
 * @param source          as the name of a schema has it
 * @param pipelineService that stands for the account
 */
record SchemaMark(String source, String pipelineService) {

    private static final String BEGIN = RegisteredService.MARK + " for the source \"";

    String text() {
        return BEGIN + source + end(pipelineService);
    }

    /** @param schema as the server gives it */
    boolean isOn(JsonNode schema) {
        return description(schema).contains(text());
    }

    /** Whether a schema says that it is of some source of a pipeline service. */
    static boolean isOf(String pipelineService, JsonNode schema) {
        return isOnAny(schema) && description(schema).contains(end(pipelineService));
    }

    private static String end(String pipelineService) {
        return "\" of the pipeline service \"" + pipelineService + "\".";
    }

    /** Whether a schema says whose it is at all. */
    static boolean isOnAny(JsonNode schema) {
        return description(schema).contains(BEGIN);
    }

    static String description(JsonNode schema) {
        return schema.path("description").asText("");
    }
}
