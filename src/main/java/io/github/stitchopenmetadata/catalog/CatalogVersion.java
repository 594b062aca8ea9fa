package io.github.stitchopenmetadata.catalog;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of an OpenMetadata server and what may be sent to it. Bodies are strict there: a field of another version
 * is refused. All such decisions stand here and nowhere else.
 */
public record CatalogVersion(int major, int minor, int patch) {

    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");
    /** What a text without a version counts as. */
    private static final CatalogVersion NEWEST_KNOWN = new CatalogVersion(2, 0, 0);

    /** @param text such as {@code 1.13.4} or {@code 1.5.0-SNAPSHOT} */
    public static CatalogVersion parse(String text) {
        Matcher version = VERSION.matcher(text == null ? "" : text.strip());
        return version.matches()
                ? new CatalogVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)),
                        version.group(3) == null ? 0 : Integer.parseInt(version.group(3)))
                : NEWEST_KNOWN;
    }

    /** The oldest that is delivered to: earlier servers cannot be asked for one edge, which merging needs. */
    public boolean isSupported() {
        return from(1, 4);
    }

    /** The type of the pipeline service. */
    public String serviceType() {
        return from(1, 6) ? "Stitch" : "CustomPipeline";
    }

    /** Whether a pipeline can be {@code Active} or {@code Inactive}. */
    public boolean hasPipelineState() {
        return from(1, 7);
    }

    /** Whether a run has {@code executionId}, {@code endTime} and {@code error}. */
    public boolean hasExecutionDetails() {
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

    @Override
    public String toString() {
        return major + "." + minor;
    }

    private boolean from(int... version) {
        return Arrays.compare(new int[] {major, minor, patch}, version) >= 0;
    }
}
