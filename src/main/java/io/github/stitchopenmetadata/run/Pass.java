package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.text.SteadyClock;
import io.github.stitchopenmetadata.workflow.Refusals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One pass over all workflows. */
public final class Pass implements Refusals {

    /** A pass of one kind never overlaps another of the same kind. */
    public enum Kind {
        LINEAGE,
        STATUS,
        REPLAY,
        PREVIEW,
        CHECK,
        /** A lineage pass that writes all edges, also those that are as they should be. */
        REINDEX_EDGES,
        /** Takes back what the connector wrote. */
        REMOVE,
        /** Of one operation that another route asked for: no pass is of this kind. */
        CALL,
        /** Of one lineage message that another route hands over, and that is told what failed: no pass is of this kind. */
        DELIVERY;

        /** Whether something of it may stay, in the catalog or elsewhere. */
        public boolean writes() {
            return this != PREVIEW && this != CHECK;
        }

        /** As it is written in texts and in routes. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether the result is printed as a whole, and not told in the log. */
        public boolean isPrinted() {
            return this == PREVIEW || this == CHECK || this == REMOVE;
        }

        /** @param label as {@link #label} gives it */
        static Kind of(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    private final Kind kind;
    private final Instant startedAt;
    private final Clock clock;
    private final Object subject;
    private volatile Instant finishedAt;
    private volatile boolean skipped;
    private volatile boolean interrupted;
    private volatile int accounts;
    private volatile boolean sharedOut;
    private volatile Instant heard;
    /** In the order of the accounts, whichever began first. */
    private final Map<Integer, Run> runs = new ConcurrentSkipListMap<>();

    private final Map<String, RunProgress> elsewhere = new ConcurrentHashMap<>();
    private final List<String> refusedFiles = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final List<String> refusedAccounts = new CopyOnWriteArrayList<>();
    private final List<String> unreadMessages = new CopyOnWriteArrayList<>();

    public Pass(Kind kind, Instant startedAt) {
        this(kind, startedAt, null);
    }

    /** @param subject what the pass is about; null for all that there is */
    Pass(Kind kind, Instant startedAt, Object subject) {
        this.kind = kind;
        this.startedAt = startedAt;
        this.clock = new SteadyClock(startedAt);
        this.subject = subject;
    }

    @Override
    public boolean delivers() {
        return !kind.isPrinted();
    }

    /** What the pass is about; null for all that there is. */
    public Object subject() {
        return subject;
    }

    /** Another of its kind is under way. */
    void skip() {
        skipped = true;
    }

    boolean isSkipped() {
        return skipped;
    }

    /** Not all of its workflows had their turn. */
    void interrupt() {
        interrupted = true;
    }

    public Kind kind() {
        return kind;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** Null as long as it is under way. */
    public Instant finishedAt() {
        return finishedAt;
    }

    /** The clock of the pass and its runs, which nobody sets. */
    Clock clock() {
        return clock;
    }

    void finish() {
        finishedAt = clock.instant();
    }

    /** How long it took, or has taken so far. */
    public Duration took() {
        return Duration.between(startedAt, finishedAt == null ? clock.instant() : finishedAt);
    }

    /** Whether its result is printed as a whole, and not told in the log. */
    public boolean isPrinted() {
        return kind.isPrinted();
    }

    /** In the order of the accounts. */
    public List<Run> runs() {
        return List.copyOf(runs.values());
    }

    /** @param place of its account among all of the pass */
    public void add(int place, Run run) {
        runs.put(place, run);
    }

    /** How many accounts it goes through; 0 as long as that is not known. */
    public int accounts() {
        return accounts;
    }

    void goesThrough(int count) {
        accounts = count;
    }

    /** How many of its accounts are done, well or not. */
    public long accountsDone() {
        return runs.values().stream().filter(run -> run.life().hasEnded()).count();
    }

    /** Other processes do its work from now on, and tell of it. */
    void shareOut() {
        sharedOut = true;
        heard();
    }

    boolean isSharedOut() {
        return sharedOut;
    }

    /** Another process has told of one of its runs. */
    void heard() {
        heard = clock.instant();
    }

    /** For how long nothing was heard. */
    Duration silence() {
        return Duration.between(heard, clock.instant());
    }

    /** How far a run has come, by the process that does it. */
    void elsewhere(RunProgress progress) {
        heard();
        elsewhere.put(progress.run(), progress);
    }

    /** How far the runs have come that other processes do, by id, as it was told last. */
    Map<String, RunProgress> elsewhere() {
        return elsewhere;
    }

    /** Why no workflow could be started at all; empty where they could. */
    public List<String> problems() {
        return problems;
    }

    public void configurationRefused(List<String> why) {
        problems.addAll(why);
    }

    /** Files that were to be replayed and hold no message, or none for a workflow here. */
    public List<String> refusedFiles() {
        return refusedFiles;
    }

    public void fileRefused(String why) {
        refusedFiles.add(why);
    }

    /** What is printed as a whole tells it among its problems. */
    @Override
    public void accountRefused(List<String> why) {
        (isPrinted() ? problems : refusedAccounts).addAll(why);
    }

    /** What is wrong with the workflow files that cannot be used, while others can. */
    public List<String> refusedAccounts() {
        return refusedAccounts;
    }

    /** What came out of the queue meanwhile and is no lineage message, and where it is now. */
    public List<String> unreadMessages() {
        return unreadMessages;
    }

    void messageUnread(String what) {
        unreadMessages.add(what);
    }

    /** Whether what it is about is dealt with: delivered, or kept as a dead letter. */
    public boolean isSettled() {
        return !skipped
                && !interrupted
                && problems.isEmpty()
                && refusedFiles.isEmpty()
                && runs.values().stream().allMatch(Run::isSettled);
    }

    /** Whether it was not begun, or broken off, through no fault of what it is about. */
    public boolean isBrokenOff() {
        return skipped
                || interrupted
                || runs.values().stream()
                        .anyMatch(
                                run -> run.life().isInterrupted() || run.life().hasLetGo());
    }

    /** @return that of an {@link ExitStatus}: refused if the configuration, or the connection of every workflow, was; else failed if anything was */
    public int exitStatus() {
        boolean checkFailed = kind == Kind.CHECK
                && runs.values().stream().anyMatch(run -> run.problems().failureCount() > 0);
        if (!problems.isEmpty()
                || checkFailed
                || (!runs.isEmpty()
                        && runs.values().stream().allMatch(run -> run.life().isRefused()))) {
            return ExitStatus.REFUSED.code();
        }
        return !interrupted
                        && refusedFiles.isEmpty()
                        && refusedAccounts.isEmpty()
                        && unreadMessages.isEmpty()
                        && runs.values().stream()
                                .allMatch(run -> run.isWell() && run.life().stopped() == null)
                ? ExitStatus.DONE.code()
                : ExitStatus.FAILED.code();
    }
}
