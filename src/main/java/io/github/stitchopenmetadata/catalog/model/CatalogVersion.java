package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an OpenMetadata server and what may be sent to it. Bodies are strict there: a field of another version
 * is refused. All such decisions stand here and nowhere else.
 */
public record CatalogVersion(int major, int minor, int patch) {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");
    private static final int SHORTEST_LIMIT = 32;
    static final String STITCH = "Stitch";
    /** A type of a pipeline service that every server knows. */
    static final String CUSTOM = "CustomPipeline";
    /** What a text without a version counts as. */
    private static final CatalogVersion NEWEST_KNOWN = new CatalogVersion(2, 0, 0);

    /** @param text such as {@code 1.13.4} or {@code 1.5.0-SNAPSHOT} */
    public static CatalogVersion parse(String text) {
        Matcher version = VERSION.matcher(text == null ? "" : text.strip());
        return version.matches()
                ? new CatalogVersion(
                        Integer.parseInt(version.group(1)),
                        Integer.parseInt(version.group(2)),
                        version.group(3) == null ? 0 : Integer.parseInt(version.group(3)))
                : NEWEST_KNOWN;
    }

    /** The oldest that is delivered to. */
    public boolean isSupported() {
        return from(1, 1);
    }

    /** Whether {@code GET /users/loggedInUser} tells whose token it is. */
    public boolean tellsWhoIsLoggedIn() {
        return from(1, 2);
    }

    /** The full name of a service: the first version does not quote a dot in it. */
    public String serviceFqn(String name) {
        return from(1, 2) ? Fqn.of(name) : name;
    }

    /** Whether a service that was made without a connection may be one that the server can neither change nor restore. */
    public boolean breaksServicesWithoutConnection() {
        return from(1, 2) && !from(1, 6);
    }

    /** The type of the pipeline service. */
    public String serviceType() {
        return from(1, 6, 1) ? STITCH : CUSTOM;
    }

    /** Whether a pipeline service may be one of ours, made for this version or an earlier one. */
    static boolean isServiceType(String type) {
        return type.equals(STITCH) || type.equals(CUSTOM);
    }

    /** The field for the address of a pipeline. */
    public String pipelineUrlField() {
        return from(1, 2) ? "sourceUrl" : "pipelineUrl";
    }

    /** The field for the address of a task. */
    public String taskUrlField() {
        return from(1, 2) ? "sourceUrl" : "taskUrl";
    }

    public boolean hasSchedule() {
        return from(1, 2);
    }

    /** Whether a pipeline has a {@code sourceHash}. */
    public boolean hasSourceHash() {
        return from(1, 4);
    }

    /** The field that holds the fingerprint of a pipeline: of those there are, the one that servers store and nobody else needs. */
    public String fingerprintField() {
        return hasSourceHash() ? "sourceHash" : pipelineUrlField();
    }

    /** Whether a thing has a list of {@code owners}; before, it had one {@code owner}. */
    public boolean hasOwnerList() {
        return from(1, 5);
    }

    public String ownerField() {
        return hasOwnerList() ? "owners" : "owner";
    }

    public boolean hasDomain() {
        return from(1, 2);
    }

    /** Whether a thing has a list of {@code domains}; before, it had one {@code domain}. */
    public boolean hasDomainList() {
        return from(1, 9);
    }

    public String domainField() {
        return hasDomainList() ? "domains" : "domain";
    }

    /** The longest name of a pipeline or task. */
    public int nameLimit() {
        return from(1, 4) ? 256 : 128;
    }

    /** The longest name of a task below a pipeline: old servers limit the full name as well. */
    public int taskNameLimit(String pipelineFqn) {
        int quotesAndDot = 3;
        return Math.max(
                SHORTEST_LIMIT, Math.min(nameLimit(), (from(1, 2) ? 3072 : 256) - pipelineFqn.length() - quotesAndDot));
    }

    /** The longest name of a registered schema, table or column; in 1.1 short enough for the full name of a column. */
    public int tableNameLimit() {
        return from(1, 2) ? 256 : 64;
    }

    /** Whether an edge from a pipeline may have details. */
    public boolean hasDetailsOnPipelineEdges() {
        return from(1, 2);
    }

    /** Whether a pipeline can be {@code Active} or {@code Inactive}. */
    public boolean hasPipelineState() {
        return from(1, 7);
    }

    /** Whether a run has {@code executionId}, {@code endTime} and {@code error}. */
    public boolean hasExecutionDetails() {
        return from(1, 11);
    }

    /** Whether several tables can be written at once. */
    public boolean hasBulkTables() {
        return from(1, 11);
    }

    /** Whether several runs of a pipeline can be sent at once. */
    public boolean hasBulkStatus() {
        return from(1, 11, 9);
    }

    /** Whether an edge may pair columns that stand inside others. */
    public boolean hasNestedColumnLineage() {
        return from(1, 2);
    }

    /** Whether the run of an ingestion pipeline has a summary of its steps. */
    public boolean hasStepSummaries() {
        return from(1, 4);
    }

    /** A connection that says nothing: without one 1.1 makes no service, and 1.2 one that it cannot write again. */
    public static void putConnection(ObjectNode service) {
        String type = service.path("serviceType").asText();
        // that of the type Stitch would need a token, which is not stored
        if (!type.equals(STITCH)) {
            service.putObject("connection").putObject("config").put("type", type);
        }
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }

    private boolean from(int... version) {
        return Arrays.compare(new int[] {major, minor, patch}, version) >= 0;
    }
}
