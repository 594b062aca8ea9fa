package io.github.stitchopenmetadata.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Spelling {
    private static final int FARTHEST = 2;

    private Spelling() {}

    public static boolean isClose(String word, String other) {
        return distance(word, other) <= FARTHEST;
    }

    /** The closest candidate that is at most two edits away. */
    public static Optional<String> closest(String word, Collection<String> candidates) {
        return candidates.stream().filter(candidate -> isClose(word, candidate)).min(byDistance(word));
    }

    /** The closest candidate, however far it is. */
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        return candidates.stream().min(byDistance(word));
    }

    private static Comparator<String> byDistance(String word) {
        return Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder());
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
