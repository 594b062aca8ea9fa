package io.github.stitchopenmetadata.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.CatalogSnapshot;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All that a catalog holds, a text for each thing, so that a difference between two catalogs is seen. */
public final class CatalogContents {

    private CatalogContents() {}

    public static Set<String> of(StoredCatalog catalog) {
        CatalogSnapshot held = catalog.snapshot();
        Set<String> things = new TreeSet<>();
        held.entities()
                .forEach((type, ofType) -> ofType.forEach(
                        (name, entity) -> things.add(type + " " + name + " " + anyFingerprint(entity.toString()))));
        held.edges().forEach((ends, details) -> things.add("edge " + ends + " " + inOneOrder(details)));
        held.statuses().forEach((pipeline, runs) -> things.add("runs of " + pipeline + " " + runs));
        return things;
    }

    /** The pairs of columns stand in no order: those of others come first where an edge was written again. */
    private static JsonNode inOneOrder(JsonNode details) {
        ObjectNode ordered = details.deepCopy();
        if (ordered.get("columnsLineage") instanceof ArrayNode pairs) {
            List<JsonNode> sorted = new ArrayList<>();
            pairs.forEach(sorted::add);
            sorted.sort(Comparator.comparing(JsonNode::toString));
            ordered.putArray("columnsLineage").addAll(sorted);
        }
        return ordered;
    }

    /** Fingerprints cover the ids of tables, too, which differ from one catalog to another. */
    private static String anyFingerprint(String entity) {
        return entity.replaceAll("(\"sourceHash\":\")(?!0{15}[01])\\p{XDigit}{24}", "$1fingerprint-");
    }
}
