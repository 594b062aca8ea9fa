package io.github.stitchopenmetadata.catalog.resolve;

/**
 * A replicated field that has no part in the edge of its stream.
 *
 * @param source the Stitch source by name
 * @param field  its name, after the names of the fields around it
 */
public record DroppedColumn(String source, String stream, String field, Reason reason) {

    /** The closed list of reasons, each with what is behind it. */
    public enum Reason {
        NOT_LOADED_YET("not in the destination yet", "only NULLs so far, or not loaded"),
        NOT_IN_SOURCE_TABLE("not in the catalog's source table", "run the metadata ingestion of the source database"),
        UNSUPPORTED(
                "not possible in the destination", "Stitch rejects a column of such a name; rename it in the source"),
        AMBIGUOUS("ambiguous", "several names fit equally well, so none is taken");

        private final String title;
        private final String explanation;

        Reason(String title, String explanation) {
            this.title = title;
            this.explanation = explanation;
        }

        public String title() {
            return title;
        }

        /** What it means, or what to do about it. */
        public String explanation() {
            return explanation;
        }
    }
}
