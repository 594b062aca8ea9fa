package io.github.stitchopenmetadata.sandbox;

import java.util.List;
import java.util.UUID;

/** A table of the catalog that is not deleted. */
public record Table(UUID id, String fullyQualifiedName, List<Column> columns) {

    public Table {
        columns = List.copyOf(columns);
    }
}
