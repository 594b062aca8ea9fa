package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.PlannedEdge;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.text.Json;
import java.util.Locale;

/** One source of a run as its report shows it: what became of its pipeline, and its edges. */
final class SourceLine {

    private SourceLine() {}

    /**
     * @param delivery what the source came to, null where it came to nothing
     * @param problem  why not all of it arrived, null where it did
     */
    static ObjectNode of(SourceParts parts, Delivery delivery, String problem) {
        LineageMessage.Source source = parts.header().source();
        String change = delivery == null || delivery.outcome().change() == null
                ? "failed"
                : delivery.outcome().change().name().toLowerCase(Locale.ROOT);
        ObjectNode line = line(source.name(), source.displayName(), source.type(), change, problem)
                .put("streams", parts.streams());
        if (delivery != null) {
            ArrayNode edges = line.putArray("edges");
            delivery.edges().forEach(edge -> add(edges.addObject(), edge, delivery));
        }
        return line;
    }

    /** A source that could not be read. */
    static ObjectNode unread(Source source, String problem) {
        return line(source.name(), source.displayName(), source.type(), "unread", problem);
    }

    /** A source that is gone, and whose pipeline was deleted. */
    static ObjectNode deleted(KnownPipeline pipeline) {
        return line(pipeline.name(), null, null, "deleted", null);
    }

    private static ObjectNode line(String name, String title, String type, String change, String problem) {
        ObjectNode line = Json.MAPPER.createObjectNode().put("name", name);
        if (title != null && !title.equals(name)) {
            line.put("title", title);
        }
        if (type != null) {
            line.put("type", type);
        }
        line.put("change", change);
        return problem == null ? line : line.put("problem", problem);
    }

    private static void add(ObjectNode json, PlannedEdge edge, Delivery delivery) {
        json.put("stream", edge.stream())
                .put("from", edge.from())
                .put("to", edge.to())
                .put("columns", edge.columns());
        if (!delivery.outcome().hasArrived(edge.stream())) {
            json.put("arrived", false);
        }
    }
}
