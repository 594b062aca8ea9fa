package io.github.stitchopenmetadata.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.report.Printout;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Stands in for OpenMetadata where the run is a preview, for the gateway: whatever would write is answered here, and so are
 * questions for a pipeline that is only there in the preview.
 */
public final class Previews {

    private static final String PIPELINE = "pipelines/";
    private static final String LINEAGE = "lineage/pipeline/";
    private static final String RESTORE = "pipelines/restore";
    private static final Map<String, String> OTHERS = Map.of(
            "services/pipelineServices",
            "pipeline service",
            "services/databaseServices",
            "database service",
            "databases",
            "database",
            "databaseSchemas",
            "database schema",
            "classifications",
            "classification",
            "tags",
            "tag");

    /** @throws ConfigurationException for a queue that others may take messages from: they would deliver them */
    public void ensureOwnQueue(String queue) {
        if (!queue.startsWith("seda:")) {
            throw new ConfigurationException(
                    List.of("lineage.queue leads to other processes: a preview takes one in memory (seda:)"));
        }
    }

    /**
     * Whether a call of the run must not, or cannot, be answered by the server.
     *
     * @param verb PATCH, DELETE or null
     * @param body of PUT or PATCH; null for GET and DELETE
     */
    public boolean isAnswered(Run run, URI uri, String verb, Object body) {
        return run.isPreview() && (verb != null || body != null || standIn(run, path(run, uri)) != null);
    }

    /**
     * @param catalog the server as far as the run knows it
     * @return what the server would answer; null where nobody looks at that
     */
    public JsonNode answer(Run run, Catalog catalog, URI uri, String verb, JsonNode body) {
        String path = path(run, uri);
        if (verb != null) {
            return null;
        }
        return body == null ? standIn(run, path) : put(run, catalog, path, body);
    }

    /** @param pass a finished preview */
    public Printout report(Pass pass) {
        return new PreviewReport(pass);
    }

    private static JsonNode put(Run run, Catalog catalog, String path, JsonNode body) {
        if (path.equals(RESTORE)) {
            run.planned().alive(body.path("id").asText(), body);
            return body;
        }
        if (OTHERS.containsKey(path)) {
            run.planned().other(OTHERS.get(path) + " " + body.path("name").asText());
        }
        JsonNode answer = StandIn.of(path, body, catalog);
        if (path.equals("pipelines")) {
            KnownPipeline known = catalog.pipeline(body.path("name").asText());
            if (known == null || known.deleted()) {
                run.planned()
                        .alive(
                                answer.path("id").asText(),
                                known == null ? answer : JsonNodeFactory.instance.nullNode());
            }
        }
        return answer;
    }

    /** @return the answer to GET for a pipeline that the catalog has not, or hides; null for any other */
    private static JsonNode standIn(Run run, String path) {
        if (path.startsWith(LINEAGE)) {
            return run.planned().alive(path.substring(LINEAGE.length())) == null
                    ? null
                    : JsonNodeFactory.instance.objectNode();
        }
        JsonNode pipeline = path.startsWith(PIPELINE) ? run.planned().alive(path.substring(PIPELINE.length())) : null;
        return pipeline == null || pipeline.isNull() ? null : pipeline;
    }

    /** Below {@code /v1}. */
    private static String path(Run run, URI uri) {
        return uri.getPath()
                .substring(run.workflow().openMetadata().baseUrl().getPath().length() + "/v1/".length());
    }
}
