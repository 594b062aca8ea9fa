package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.Json;

/**
 * A thing in the catalog as others point to it.
 *
 * @param type the catalog's word, such as {@code user} or {@code pipeline}
 */
public record EntityRef(String id, String type) {

    public ObjectNode json() {
        return Json.MAPPER.createObjectNode().put("id", id).put("type", type);
    }
}
