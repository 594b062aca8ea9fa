package io.github.stitchopenmetadata.catalog.model;

/**
 * What stands on one end of the lineage: the schema that holds its tables, or a table that is known before it is in the
 * catalog, or why there is neither.
 *
 * @param reason null where there is a schema or a table; the detail belongs to it
 */
public record Place(Schema schema, Table table, MissingEdge.Reason reason, String detail) {

    public static Place at(Schema schema) {
        return new Place(schema, null, null, null);
    }

    public static Place of(Table table) {
        return new Place(null, table, null, null);
    }

    public static Place missing(MissingEdge.Reason reason, String detail) {
        return new Place(null, null, reason, detail);
    }

    public boolean isMissing() {
        return reason != null;
    }
}
