package io.github.stitchopenmetadata.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What the program can be told to do, by its first argument or by {@code ingest.mode}. Others than these there are not. */
enum Command {
    RUN("a run at once, then on the schedules ingest.cron and status.cron", "direct:lineage-then-status"),
    ONCE("one pass over all workflows, then exit", "direct:lineage-then-status"),
    CHECK("tries each connection, permission and endpoint, and says what to fix; writes nothing", "direct:check"),
    PREVIEW("says what a run would do; writes nothing", "direct:preview"),
    REPLAY("delivers the dead letters", "direct:replay"),
    REINDEX_EDGES("writes all edges once more, for a catalog that lost its search index", "direct:reindex-edges"),
    REMOVE(
            "says what the connector wrote for the accounts, and what people added to it; with --confirm, takes it back",
            "direct:remove"),
    CALL(
            "calls one operation of Stitch and prints its answer; the operation \"list\" prints all of them",
            "direct:call");

    /** The route that says what the program is, and what it will do. */
    static final String START_LINE = "direct:tell-start";

    private final String does;
    private final String endpoint;

    Command(String does, String endpoint) {
        this.does = does;
        this.endpoint = endpoint;
    }

    /** As it is typed. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String does() {
        return does;
    }

    /** The route that does it. */
    String endpoint() {
        return endpoint;
    }

    /** Whether the program ends when it is done. */
    boolean ends() {
        return this != RUN;
    }

    /** Whether its result is all that goes to the standard output. */
    boolean isPrinted() {
        return this == CHECK || this == PREVIEW || this == REMOVE || this == CALL;
    }

    static List<String> labels() {
        return Stream.of(values()).map(Command::label).toList();
    }

    /** @return the one of this label, in small letters */
    static Optional<Command> of(String label) {
        return Arrays.stream(values())
                .filter(command -> command.label().equals(label))
                .findFirst();
    }

    /**
     * @param mode the setting {@code ingest.mode}; blank for a run
     * @param once the setting {@code ingest.once}
     * @throws IllegalArgumentException for a mode that there is not: never is another one taken in its place
     */
    static Command chosen(String mode, boolean once) {
        Command chosen = mode.isBlank()
                ? RUN
                : of(mode.strip())
                        .orElseThrow(
                                () -> new IllegalArgumentException("ingest.mode is \"" + mode.strip() + "\": expected "
                                        + String.join(", ", labels()) + "; " + Nearest.hint(mode.strip(), labels())));
        return chosen == RUN && once ? ONCE : chosen;
    }
}
