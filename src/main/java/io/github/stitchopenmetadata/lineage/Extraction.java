package io.github.stitchopenmetadata.lineage;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;

/**
 * The reading of an account in one run, by which messages of the same source are told apart; a later one is greater.
 *
 * @param at    when it began; {@link Instant#EPOCH} where a message that people had in their hands does not tell
 * @param runId "" where a message does not tell
 */
public record Extraction(Instant at, String runId) implements Comparable<Extraction> {

    /** What is said to be later is no time: there must be room for what comes after it. */
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    private static final Comparator<Extraction> ORDER =
            Comparator.comparing(Extraction::at).thenComparing(Extraction::runId);

    /** @param time ISO-8601; what is no time counts as the earliest */
    static Extraction of(String time, String runId) {
        return new Extraction(time(time), runId);
    }

    /** @param text of {@link #toString} */
    public static Extraction parse(String text) {
        String[] both = text.split(" ", 2);
        return of(both[0], both.length > 1 ? both[1] : "");
    }

    @Override
    public int compareTo(Extraction other) {
        return ORDER.compare(this, other);
    }

    public boolean isBefore(Extraction other) {
        return compareTo(other) < 0;
    }

    /** Time and run, so that {@link #parse} reads them. */
    @Override
    public String toString() {
        return at + " " + runId;
    }

    /** @param text null, or anything */
    public static Instant time(String text) {
        try {
            Instant time = text == null ? Instant.EPOCH : Instant.parse(text);
            return time.isBefore(END) ? time : Instant.EPOCH;
        } catch (DateTimeException none) {
            return Instant.EPOCH;
        }
    }
}
