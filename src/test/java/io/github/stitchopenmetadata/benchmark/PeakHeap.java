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
 * @param collected right after a collection: what is in use, and what the collection left for a later one
 * @param atAll     at any time; a collection starts when the heap is full enough, so it is seen there
 */
record PeakHeap(int collected, int atAll) {

    /** As -Xlog:gc writes it: {@code GC(12) Pause Young (Normal) (G1 Evacuation Pause) 98M->31M(256M) 4.2ms}. */
    private static final Pattern COLLECTION = Pattern.compile("GC\\(\\d+\\) Pause .* (\\d+)M->(\\d+)M\\(\\d+M\\)");

    /** @param log of one JVM */
    static PeakHeap in(Path log) {
        int collected = 0;
        int atAll = 0;
        try {
            for (String line : Files.readAllLines(log)) {
                Matcher collection = COLLECTION.matcher(line);
                if (collection.find()) {
                    atAll = Math.max(atAll, Integer.parseInt(collection.group(1)));
                    collected = Math.max(collected, Integer.parseInt(collection.group(2)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PeakHeap(collected, atAll);
    }
}
