package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A column of a table in the catalog.
 *
 * @param dataType the catalog's word for the type, such as BIGINT
 * @param other every other property, or a missing node: most columns have none and there may be a million of them
 */
public record AccountColumn(String name, String dataType, JsonNode other) {

    public AccountColumn(String name, String dataType) {
        this(name, dataType, MissingNode.getInstance());
    }
}
