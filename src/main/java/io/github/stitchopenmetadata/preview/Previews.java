package io.github.stitchopenmetadata.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.report.Printout;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Stands in for OpenMetadata where the run is a preview, for the gateway: whatever would write is answered here, and so are
 * questions for a pipeline that is only there in the preview.
 */
public final class Previews {

    private final Catalogs catalogs;

    public Previews(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

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
    public void ensureOwnQueue(Pass pass, String queue) {
        if (pass.kind() == Pass.Kind.PREVIEW && !queue.startsWith("seda:")) {
            throw new ConfigurationException(
                    List.of("lineage.queue leads to other processes: a preview takes one in memory (seda:)"));
        }
    }

    /** Whether a call of the run must not, or cannot, be answered by the server. */
    public boolean isAnswered(@Body Request request, @Variable("run") Run run) {
        return run.isPreview()
                && (!request.isRead() || !standIn(run, path(request)).isMissingNode());
    }

    /** @return what the server would answer; a missing node where nobody looks at that */
    public JsonNode answer(@Body Request request, @Variable("run") Run run) {
        return switch (request.method()) {
            case "GET" -> standIn(run, path(request));
            case "PUT" -> put(run, catalogs.of(run), path(request), request.body());
            default -> MissingNode.getInstance();
        };
    }

    /** @param pass a finished preview */
    public Printout report(Pass pass) {
        return new PreviewReport(pass);
    }

    private static JsonNode put(Run run, Catalog catalog, String path, JsonNode body) {
        if (path.equals(RESTORE)) {
            run.counts().planned().alive(body.path("id").asText(), body);
            return body;
        }
        if (OTHERS.containsKey(path)) {
            run.counts()
                    .planned()
                    .other(OTHERS.get(path) + " " + body.path("name").asText());
        }
        JsonNode answer = StandIn.of(path, body, catalog);
        if (path.equals("pipelines")) {
            KnownPipeline known = catalog.pipeline(body.path("name").asText());
            if (known == null || known.deleted()) {
                run.counts()
                        .planned()
                        .alive(
                                answer.path("id").asText(),
                                known == null ? answer : JsonNodeFactory.instance.nullNode());
            }
        }
        return answer;
    }

    /** @return the answer to GET for a pipeline that the catalog has not, or hides; a missing node for any other */
    private static JsonNode standIn(Run run, String path) {
        if (path.startsWith(LINEAGE)) {
            return run.counts().planned().alive(path.substring(LINEAGE.length())) == null
                    ? MissingNode.getInstance()
                    : JsonNodeFactory.instance.objectNode();
        }
        JsonNode pipeline =
                path.startsWith(PIPELINE) ? run.counts().planned().alive(path.substring(PIPELINE.length())) : null;
        return pipeline == null || pipeline.isNull() ? MissingNode.getInstance() : pipeline;
    }

    /** Below {@code /v1}, without the query. */
    private static String path(Request request) {
        return request.path().replaceFirst("^/v1/", "").replaceFirst("\\?.*", "");
    }
}
