package io.github.stitchopenmetadata.catalog;

/**
 * The schema that holds the tables on one end of the lineage, or why there is none.
 *
 * @param schema null where there is none; reason and detail are set then
 */
record Place(Schema schema, MissingEdge.Reason reason, String detail) {

    static Place at(Schema schema) {
        return new Place(schema, null, null);
    }

    static Place missing(MissingEdge.Reason reason, String detail) {
        return new Place(null, reason, detail);
    }

    boolean isMissing() {
        return schema == null;
    }
}
