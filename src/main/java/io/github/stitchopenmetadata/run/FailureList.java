package io.github.stitchopenmetadata.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What failed in a run, one by one and by its causes. All are counted, not all are remembered. Thread-safe. */
final class FailureList {

    private static final int REMEMBERED = 20_000;
    private static final int EXAMPLES = 3;

    private final List<Run.Failure> all = new ArrayList<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private long count;

    /**
     * Failures for the same cause.
     *
     * @param examples the first of them
     */
    record Group(String cause, long count, List<Run.Failure> examples) {

        private Group with(Run.Failure failure) {
            List<Run.Failure> more = new ArrayList<>(examples);
            if (more.size() < EXAMPLES) {
                more.add(failure);
            }
            return new Group(cause, count + 1, more);
        }
    }

    synchronized void add(String what, String why, String cause) {
        count++;
        if (all.size() < REMEMBERED) {
            Run.Failure failure = new Run.Failure(what, why);
            all.add(failure);
            groups.put(cause, groups.getOrDefault(cause, new Group(cause, 0, List.of())).with(failure));
        }
    }

    synchronized long count() {
        return count;
    }

    synchronized List<Run.Failure> all() {
        return List.copyOf(all);
    }

    /** The most frequent cause first, else the first one. */
    synchronized List<Group> groups() {
        return groups.values().stream().sorted(Comparator.comparingLong(Group::count).reversed()).toList();
    }
}
