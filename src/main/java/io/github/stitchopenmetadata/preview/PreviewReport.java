package io.github.stitchopenmetadata.preview;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeDifference;
import io.github.stitchopenmetadata.catalog.pipeline.PipelineChange;
import io.github.stitchopenmetadata.report.PassJson;
import io.github.stitchopenmetadata.report.Printout;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.PlannedChanges;
import java.util.List;

/** A finished preview: in words with a few examples of each kind, or as JSON with all of them. */
record PreviewReport(Pass pass) implements Printout {

    @Override
    public List<String> text() {
        return PreviewText.of(pass);
    }

    /** As the report of a run, and what each run would write besides. */
    @Override
    public JsonNode json() {
        ObjectNode json = PassJson.tree(pass).put("preview", true);
        for (int index = 0; index < pass.runs().size(); index++) {
            add(
                    ((ObjectNode) json.path("runs").get(index)).putObject("planned"),
                    pass.runs().get(index).counts().planned());
        }
        return json;
    }

    private static void add(ObjectNode json, PlannedChanges planned) {
        ObjectNode pipelines = json.putObject("pipelines");
        ArrayNode create = pipelines.putArray("create");
        planned.pipelinesCreated()
                .forEach(pipeline ->
                        create.addObject().put("name", pipeline.name()).put("tasks", pipeline.tasks()));
        ArrayNode change = pipelines.putArray("change");
        planned.pipelinesChanged()
                .forEach(pipeline -> fields(change.addObject().put("name", pipeline.name()), pipeline));
        planned.pipelinesDeleted().forEach(pipelines.putArray("delete")::add);
        ObjectNode edges = json.putObject("edges");
        edges(edges.putArray("draw"), planned.edges(EdgeDifference.Kind.DRAWN));
        edges(edges.putArray("change"), planned.edges(EdgeDifference.Kind.CHANGED));
        edges(edges.putArray("remove"), planned.edges(EdgeDifference.Kind.REMOVED));
        edges(edges.putArray("leaveToOthers"), planned.edges(EdgeDifference.Kind.LEFT));
        planned.tables().forEach(json.putArray("tables")::add);
        planned.others().forEach(json.putArray("others")::add);
    }

    private static void fields(ObjectNode json, PipelineChange pipeline) {
        ArrayNode fields = json.putArray("fields");
        pipeline.fields().forEach(field -> fields.addObject()
                .put("field", field.field())
                .put("before", field.before())
                .put("after", field.after()));
    }

    private static void edges(ArrayNode json, List<PlannedChanges.PlannedEdge> edges) {
        for (PlannedChanges.PlannedEdge edge : edges) {
            ObjectNode entry = json.addObject()
                    .put("source", edge.source())
                    .put("from", edge.change().from())
                    .put("to", edge.change().to());
            edge.change().added().forEach(entry.putArray("columnsAdded")::add);
            edge.change().removed().forEach(entry.putArray("columnsRemoved")::add);
        }
    }
}
