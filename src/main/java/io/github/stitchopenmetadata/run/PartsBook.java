package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.lineage.KnownExtractions;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What was received of each source, and which extraction was delivered last. */
interface PartsBook extends KnownExtractions {

    /** In milliseconds. */
    long PATIENCE = 3_600_000;

    /** What is so much older than the newest of its service is of a source that is gone: a source is delivered with each run. */
    Duration FORGOTTEN_AFTER = Duration.ofDays(90);

    String OLDER = "of an extraction that is older than one that was delivered";
    String LATER_CAME = ", and a later extraction has come";

    /** @param millis how long the parts of a run of another process wait for the next one */
    void setPatience(long millis);

    /**
     * Takes a message.
     *
     * @return what is to be delivered, now that it has come; null where parts are still to come, or have come before
     * @throws IOException if the part cannot be put aside
     */
    SourceParts receive(LineageMessage message, Run run) throws IOException;

    /** @return what has come in a run that has ended, of sources of which parts did not come */
    List<SourceParts> incomplete(Run run);

    /** @return the runs of other processes, or of none any more, of which parts have waited for others long enough */
    List<Run> overdue();

    /**
     * The delivery of a source begins: from now on nothing older is delivered.
     *
     * @return the run as it goes on: as long as nobody else delivers the source
     * @throws IllegalStateException if something later was delivered meanwhile, or a source of the same name
     */
    Run begin(SourceParts parts, Run run);

    /**
     * The source has been dealt with, well or not.
     *
     * @throws DeliveryTakenException if another process deals with it now
     */
    void end(SourceResult result, Run run) throws IOException, DeliveryTakenException;

    /** Who handed the last part over is told of the failure, and has only that part to hand over once more. */
    static boolean isToBeTriedAgain(SourceResult result, Run run) {
        return run.kind() == Pass.Kind.DELIVERY
                && result.failure() != null
                && result.parts().isDivided()
                && result.parts().isComplete();
    }

    static void passOver(LineageMessage message, String why, Run run) {
        String what = OneLine.of(
                message.source().name() + ": what was read at " + message.extractedAt() + " is passed over: " + why);
        LoggerFactory.getLogger(ReceivedParts.class).warn(what);
        run.problems().noteOnce(what, what);
    }

    /** Where it does not matter any more whether that succeeds. */
    static void closeLate(SourceParts parts) {
        try {
            parts.close();
        } catch (IOException left) {
            LoggerFactory.getLogger(ReceivedParts.class).debug("A temporary file was closed late", left);
        }
    }

    static IllegalStateException outdated() {
        return new IllegalStateException("a later extraction was delivered");
    }

    static IllegalStateException sameName(long first, long second) {
        return new IllegalStateException("the sources " + first + " and " + second
                + " have the same name; only the first one is delivered, rename one of them in Stitch");
    }
}
