package io.github.stitchopenmetadata.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Json;

/**
 * A thing in the catalog as others point to it.
 *
 * @param type the catalog's word, such as {@code user} or {@code pipeline}
 */
public record EntityRef(String id, String type) {

    ObjectNode json() {
        return Json.MAPPER.createObjectNode().put("id", id).put("type", type);
    }
}
