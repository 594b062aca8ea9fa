package io.github.stitchopenmetadata.sandbox;

import java.util.List;
import java.util.UUID;

/** A table of the catalog that is not deleted. */
public record AccountTable(UUID id, String fullyQualifiedName, List<AccountColumn> columns) {

    public AccountTable {
        columns = List.copyOf(columns);
    }
}
