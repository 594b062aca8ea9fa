package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.lineage.KnownExtractions;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.state.JdbcState;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.text.SteadyClock;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Puts the parts of lineage messages together, for the routes, in whatever order they come. What is older than what was
 * delivered of its source is passed over; which that was outlives the process. Where the state lies in a database, all processes
 * that share it do so together. Thread-safe.
 */
public final class ReceivedParts implements KnownExtractions {

    static final String FILE = OwnParts.FILE;

    /** Of what concerns nobody else: previews, and all of it without a database. */
    private final PartsBook own;

    private final PartsBook shared;

    /** @param runs after each of whose passes it is kept what was delivered */
    public ReceivedParts(StateStore store, Runs runs) {
        this(store, runs, new SteadyClock());
    }

    ReceivedParts(StateStore store, Runs runs, Clock clock) {
        own = new OwnParts(store, runs, clock);
        shared = store instanceof JdbcState state ? new SharedParts(state, runs) : own;
    }

    private PartsBook of(Run run) {
        return run.isPreview() ? own : shared;
    }

    /** Of what was delivered, here or by others who share the store, and of what waits for more. */
    @Override
    public Instant latest() {
        return shared.latest();
    }

    /** @param millis how long the parts of a run of another process wait for the next one */
    public void setPatience(long millis) {
        own.setPatience(millis);
        shared.setPatience(millis);
    }

    /**
     * Takes a message.
     *
     * @return what is to be delivered, now that it has come; null where parts are still to come, or have come before
     * @throws IOException if the part cannot be put aside
     */
    public SourceParts receive(@Body LineageMessage message, @Variable("run") Run run) throws IOException {
        return of(run).receive(message, run);
    }

    public boolean isReady(SourceParts parts) {
        return parts != null;
    }

    /** @return what has come in a run that has ended, of sources of which parts did not come */
    public List<SourceParts> incomplete(@Variable("run") Run run) {
        return of(run).incomplete(run);
    }

    /** @return the runs of other processes, or of none any more, of which parts have waited for others long enough */
    public List<Run> overdue() {
        return shared == own
                ? own.overdue()
                : Stream.concat(own.overdue().stream(), shared.overdue().stream())
                        .toList();
    }

    /** Whether something is to be delivered: the source is complete, or at least its pipeline can be written. */
    public boolean canBeDelivered(SourceParts parts) {
        return parts.hasTasks();
    }

    /** Whether parts did not come. */
    public boolean isIncomplete(SourceParts parts) {
        return !parts.isComplete();
    }

    /** The source with all its tasks. */
    public LineageMessage outline(SourceParts parts) {
        return parts.outline();
    }

    /**
     * The delivery of a source begins: from now on nothing older is delivered.
     *
     * @return the run as it goes on: as long as nobody else delivers the source
     * @throws IllegalStateException if something later was delivered meanwhile, or a source of the same name
     */
    public Run begin(@Body SourceParts parts, @Variable("run") Run run) {
        return of(run).begin(parts, run);
    }

    /** Whether this process is done with the source although it has not been dealt with: it comes again, or another process has it. */
    public boolean isLetGo(@Body SourceResult result, @Variable("run") Run run) {
        return result.isTaken() || run.life().isBrokenOff();
    }

    /** What came of the source goes, here: it comes again, or another process has it. */
    public void letGo(@Body SourceResult result) throws IOException {
        result.parts().close();
    }

    /**
     * The source has been dealt with, well or not.
     *
     * @throws DeliveryTakenException if another process deals with it now: the message is not done
     */
    public void end(@Body SourceResult result, @Variable("run") Run run) throws IOException, DeliveryTakenException {
        of(run).end(result, run);
    }
}
