package io.github.stitchopenmetadata.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The highest occupancy of the heap, in MiB.
 *
 * @param inUse     right after a full collection, which leaves only what is in use; 0 where there was none
 * @param collected right after a collection of any kind: also what it left for a later one
 * @param atAll     at any time; a collection starts when the heap is full enough, so it is seen there
 */
record PeakHeap(int inUse, int collected, int atAll) {

    /** As -Xlog:gc writes it: {@code GC(12) Pause Young (Normal) (G1 Evacuation Pause) 98M->31M(256M) 4.2ms}. */
    private static final Pattern COLLECTION =
            Pattern.compile("GC\\(\\d+\\) Pause (\\w+) .*?(\\d+)M->(\\d+)M\\(\\d+M\\)");

    /** @param log of one JVM */
    static PeakHeap in(Path log) {
        PeakHeap peak = new PeakHeap(0, 0, 0);
        try {
            for (String line : Files.readAllLines(log)) {
                Matcher collection = COLLECTION.matcher(line);
                if (collection.find()) {
                    int after = Integer.parseInt(collection.group(3));
                    peak = peak.or(
                            collection.group(1).equals("Full") ? after : 0,
                            after,
                            Integer.parseInt(collection.group(2)));
                }
            }
            return peak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PeakHeap or(int full, int any, int before) {
        return new PeakHeap(Math.max(inUse, full), Math.max(collected, any), Math.max(atAll, before));
    }
}
