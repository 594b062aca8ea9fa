package io.github.stitchopenmetadata.run;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What went wrong in a run, and what a person should know of it. Thread-safe. */
public final class RunProblems {

    private final FailureList failures = new FailureList();
    private final List<String> notes = new CopyOnWriteArrayList<>();
    private final Set<String> noted = ConcurrentHashMap.newKeySet();
    private volatile String left;
    private volatile boolean unbearable;

    public void failed(String what, String why) {
        failed(what, why, why);
    }

    /** @param cause the same text for all that failed for it */
    public void failed(String what, String why, String cause) {
        failures.add(what, why, cause);
    }

    /** The same for what a workflow that bears failures does not bear either. */
    void failedAnyhow(String what, String why, String cause) {
        becomeUnbearable();
        failed(what, why, cause);
    }

    void becomeUnbearable() {
        unbearable = true;
    }

    boolean areUnbearable() {
        return unbearable;
    }

    /** @param count of failures of which nothing else is known */
    void failedForgotten(long count) {
        failures.addForgotten(count);
    }

    public long failureCount() {
        return failures.count();
    }

    public List<Failure> failures() {
        return failures.all();
    }

    /** The same by what they failed for. */
    public List<FailureList.Group> failuresByCause() {
        return failures.groups();
    }

    /** Something that is no failure, and that a person should know. */
    void note(String text) {
        notes.add(text);
    }

    /** @param kind of which the first is noted */
    void noteOnce(String kind, String text) {
        if (noted.add(kind)) {
            note(text);
        }
    }

    public List<String> notes() {
        return notes;
    }

    void leave(String what) {
        left = what;
    }

    /** What is left for the next run, and why; null for nothing. */
    public String left() {
        return left;
    }
}
