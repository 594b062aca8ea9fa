package io.github.stitchopenmetadata.catalog.model;

/**
 * A selected stream whose edge could not be drawn.
 *
 * @param source the Stitch source by name
 * @param detail what was looked for and where, one line
 */
public record MissingEdge(String source, String stream, Reason reason, String detail) {

    /** The closed list of reasons, each with what to do about it. */
    public enum Reason {
        DESTINATION_TABLE_NOT_IN_CATALOG(
                "destination table not in catalog",
                "run the metadata ingestion of the warehouse, or check dbServiceNames"),
        SOURCE_TABLE_NOT_IN_CATALOG(
                "source table not in catalog",
                "run the metadata ingestion of the source database, or check dbServiceNames"),
        SOURCE_SERVICE_UNKNOWN(
                "source service unknown", "name the catalog's service for the source database in dbServiceNames"),
        NO_SOURCE_TABLE(
                "source is no database",
                "set lineage.saas to register or pipeline to draw edges for SaaS, webhook, Import API and file sources"),
        SERVICE_NAME_TAKEN(
                "service name taken", "set lineage.saas.service to a name that no database service of the catalog has"),
        AMBIGUOUS("ambiguous", "do what stands beside each of them: several names fit, so none is taken"),
        SAME_TABLE(
                "source and destination are one table",
                "nothing to do where the table is read and loaded by the same source; else name the service that the"
                        + " source reads from, with lineage.source.NAME in the settings"),
        NO_DESTINATION(
                "no destination",
                "give the account a destination in Stitch; with several, Stitch does not tell which one the source uses"),
        DESTINATION_TYPE_UNSUPPORTED(
                "destination type unsupported",
                "nothing to do: the catalog holds no tables for this type of destination"),
        NAME_REJECTED(
                "name too long or reserved in the destination",
                "rename the table in the source: Stitch rejects its data"),
        NEVER_LOADED(
                "stream never loaded",
                "nothing to do until Stitch loads it: no load in the last 60 days, so the table may not exist"),
        FILTERED("filtered", "set includeLineage to true to draw edges"),
        FAILED("failed", "see the failure reported for this stream");

        private final String title;
        private final String remedy;

        Reason(String title, String remedy) {
            this.title = title;
            this.remedy = remedy;
        }

        public String title() {
            return title;
        }

        /** One sentence on what to do. */
        public String remedy() {
            return remedy;
        }
    }
}
