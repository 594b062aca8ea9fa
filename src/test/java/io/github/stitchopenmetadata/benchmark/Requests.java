package io.github.stitchopenmetadata.benchmark;

import java.util.Map;
import java.util.TreeMap;

/**
 * What the two servers have answered so far.
 *
 * @param stitch        requests by endpoint
 * @param catalog       requests by endpoint
 * @param catalogWrites how many of those to the catalog were PUT, POST, PATCH or DELETE
 */
record Requests(Map<String, Long> stitch, Map<String, Long> catalog, long catalogWrites) {

    long toStitch() {
        return sum(stitch);
    }

    long toCatalog() {
        return sum(catalog);
    }

    long all() {
        return toStitch() + toCatalog();
    }

    /** What came after the earlier count. */
    Requests since(Requests earlier) {
        return new Requests(
                minus(stitch, earlier.stitch), minus(catalog, earlier.catalog), catalogWrites - earlier.catalogWrites);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static Map<String, Long> minus(Map<String, Long> counts, Map<String, Long> earlier) {
        Map<String, Long> rest = new TreeMap<>();
        counts.forEach((endpoint, count) -> {
            long more = count - earlier.getOrDefault(endpoint, 0L);
            if (more > 0) {
                rest.put(endpoint, more);
            }
        });
        return rest;
    }
}
