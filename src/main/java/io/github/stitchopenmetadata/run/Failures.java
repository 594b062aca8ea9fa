package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.edges.EdgeWrite;
import io.github.stitchopenmetadata.catalog.edges.TableEdges;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.register.RegisteredTable;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.stitch.Stream;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down, for the routes, what went wrong in a run: each thing once, by the route that knows what it costs. */
public final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    /** The configuration cannot be used: no workflow is started. */
    public void configurationRefused(Pass pass, Exception cause) {
        pass.configurationRefused(
                cause instanceof ConfigurationException configuration
                        ? configuration.problems()
                        : List.of(Explanation.of(cause)));
    }

    /** @param what failed in a check; with anything in it, a run would not go well */
    public void checkFailed(Pass pass, List<String> what) {
        pass.configurationRefused(what);
    }

    /** Before the first write: whatever keeps the run from connecting ends it. */
    public void connectionRefused(Run run, Exception cause) {
        if (run.stopped() == null) {
            run.refuse(Explanation.of(cause));
        }
    }

    public void pipelineNotDeleted(Run run, KnownPipeline pipeline, Exception cause) {
        failed(run, "deleting the pipeline " + pipeline.name(), cause);
    }

    /** @param source null where it could not even be read */
    public void sourceFailed(Run run, Source source, Exception cause) {
        if (source == null) {
            run.accountUnread();
        } else {
            run.sources().add(SourceLine.unread(source, Explanation.of(cause)));
        }
        run.headway().sourceDone();
        failed(run, source == null ? "a source" : source.title(), cause);
    }

    public void streamFailed(Run run, Source source, Stream stream, Exception cause) {
        failed(run, source.title() + " stream " + stream.name(), cause);
    }

    /** Loud, because now only the next run keeps the message from being lost. */
    public void parkingFailed(Run run, LineageMessage message, Exception cause) {
        String why = "no dead letter either, check deadletter.directory: " + cause;
        LOG.error("{}: {}", OneLine.of(message.source().name()), OneLine.of(why));
        run.failed(OneLine.of(message.source().name()), OneLine.of(why));
    }

    /**
     * @param unread what is wrong with a message in the queue
     * @param cause  why that message is no dead letter, null where it is one
     * @return one line
     */
    public String unread(String unread, Exception cause) {
        return OneLine.of("A message in the queue cannot be read and is "
                + (cause == null
                        ? "a dead letter: " + unread
                        : "lost, it cannot become a dead letter either, check deadletter.directory: "
                                + Explanation.of(cause) + "; it could not be read because " + unread));
    }

    /** A dead letter that cannot be read stays where it is. */
    public void fileRefused(Pass pass, Exception cause) {
        pass.fileRefused(Explanation.of(cause));
    }

    public void messageFailed(Run run, LineageMessage message, Exception cause) {
        failed(run, message.source().name(), cause);
    }

    public void edgesFailed(Run run, TableEdges into, Exception cause) {
        into.failed(cause);
        failed(run, into.title(), cause);
    }

    public void edgeFailed(Run run, TableEdges into, EdgeWrite edge, Exception cause) {
        into.failed(edge, cause);
        failed(run, into.title(edge), cause);
    }

    public void tagsFailed(Run run, LineageMessage message, Exception cause) {
        failed(run, "tags of " + message.source().name(), cause);
    }

    public void registrationFailed(Run run, Delivery delivery, Exception cause) {
        delivery.failed(cause);
        failed(run, "tables of " + delivery.message().source().name(), cause);
    }

    public void tableFailed(Run run, Delivery delivery, RegisteredTable table, Exception cause) {
        delivery.failed(cause);
        delivery.outcome().lost(table.stream());
        failed(run, delivery.message().source().name() + " stream " + table.stream(), cause);
    }

    public void statusFailed(Run run, PipelineStatus status, Exception cause) {
        failed(run, "run status of " + status.pipelineFqn(), cause);
    }

    /** A refused token ends the run at once: nothing else can work with it. */
    public void stopIfRefused(Run run, CallFailedException failure) {
        if (failure.isRefused()) {
            run.refuse(failure.getMessage());
        }
    }

    /** Writes a failure down, unless it only follows from the run having been stopped. */
    public void failed(Run run, String what, Exception cause) {
        if (run.stopped() == null) {
            run.failed(OneLine.of(what), Explanation.of(cause), Explanation.cause(cause));
        }
    }
}
