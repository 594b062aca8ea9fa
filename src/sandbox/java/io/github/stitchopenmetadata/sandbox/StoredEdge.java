package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A lineage edge of the catalog.
 *
 * @param from the fully qualified name of the upstream end
 * @param to the fully qualified name of the downstream end
 * @param details the lineage details as stored, an empty object when there are none
 */
public record StoredEdge(String from, String to, JsonNode details) {}
