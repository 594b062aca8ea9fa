package io.github.stitchopenmetadata.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What failed in a run, one by one and by its causes. All are counted, not all are remembered. Thread-safe. */
public final class FailureList {

    private static final int REMEMBERED = 20_000;

    private final List<Failure> all = new ArrayList<>();
    private final Map<String, List<Failure>> byCause = new LinkedHashMap<>();
    private long count;

    /** Failures for the same cause, as far as they are remembered. */
    public record Group(String cause, List<Failure> failures) {}

    synchronized void add(String what, String why, String cause) {
        count++;
        if (all.size() < REMEMBERED) {
            Failure failure = new Failure(what, why);
            all.add(failure);
            byCause.computeIfAbsent(cause, first -> new ArrayList<>()).add(failure);
        }
    }

    /** So many more failed that are not remembered. */
    synchronized void addForgotten(long failures) {
        count += failures;
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Failure> all() {
        return List.copyOf(all);
    }

    /** The most frequent cause first, else the first one. */
    synchronized List<Group> groups() {
        return byCause.entrySet().stream()
                .map(group -> new Group(group.getKey(), List.copyOf(group.getValue())))
                .sorted(Comparator.comparingInt(
                                (Group group) -> group.failures().size())
                        .reversed())
                .toList();
    }
}
