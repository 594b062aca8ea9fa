package io.github.stitchopenmetadata.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The highest occupancy of the heap, in MiB.
 *
 * @param full      right after each full collection, which leaves only what is in use
 * @param collected right after a collection of any kind: also what it left for a later one
 * @param atAll     at any time; a collection starts when the heap is full enough, so it is seen there
 */
record PeakHeap(List<Integer> full, int collected, int atAll) {

    /** As -Xlog:gc writes it: {@code GC(12) Pause Young (Normal) (G1 Evacuation Pause) 98M->31M(256M) 4.2ms}. */
    private static final Pattern COLLECTION =
            Pattern.compile("GC\\(\\d+\\) Pause (\\w+) .*?(\\d+)M->(\\d+)M\\(\\d+M\\)");

    /** @param log of one JVM */
    static PeakHeap in(Path log) {
        List<Integer> full = new ArrayList<>();
        int collected = 0;
        int atAll = 0;
        try {
            for (String line : Files.readAllLines(log)) {
                Matcher collection = COLLECTION.matcher(line);
                if (collection.find()) {
                    int after = Integer.parseInt(collection.group(3));
                    if (collection.group(1).equals("Full")) {
                        full.add(after);
                    }
                    collected = Math.max(collected, after);
                    atAll = Math.max(atAll, Integer.parseInt(collection.group(2)));
                }
            }
            return new PeakHeap(List.copyOf(full), collected, atAll);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most that was in use; 0 where there was no full collection. */
    int inUse() {
        return full.stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
