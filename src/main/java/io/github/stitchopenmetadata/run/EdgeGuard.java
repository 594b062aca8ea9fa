package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Losses;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.WorkItem;
import io.github.stitchopenmetadata.workflow.DeleteLimit;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Decides, for the routes, whether the edges of a source go that are out of date: never suspiciously many without being told. */
public final class EdgeGuard {

    /** So few may go whatever their share is. */
    private static final int FEW = 10;

    private int share = 50;
    private boolean confirmed;

    /** @param share of its edges that a source, and all sources of a run together, may lose without being confirmed, in percent */
    public void setShare(int share) {
        this.share = share;
    }

    /** @param confirmed whether any number may go */
    public void setConfirmed(boolean confirmed) {
        this.confirmed = confirmed;
    }

    /**
     * All that is wanted of the source is written, and what is to go is known. Edges of streams that were de-selected, or are gone in
     * Stitch, do not count. A run may lose so many that they are more than the share of all edges that it has seen so far.
     *
     * @return the tables that lose edges now; where there are none although some should, the source counts as failed
     */
    public List<WorkItem> decide(@Body Delivery delivery, @Variable("run") Run run) {
        Losses losses = delivery.outcome().losses();
        List<Losses.Loss> lost = losses.unexpected(delivery.formerStreams(), delivery.selectedStreams());
        DeleteLimit limit = DeleteLimit.of(run.workflow(), share, confirmed);
        String refusal = limit.confirmed() || lost.isEmpty()
                ? null
                : run.counts()
                        .edgeLosses()
                        .admit(
                                lost.size(),
                                lost.size() + losses.kept(),
                                (gone, all) -> gone >= FEW && limit.isExceeded(gone, all));
        if (refusal == null) {
            losses.release();
        } else {
            String why = OneLine.of(refusal + " would go, more than " + limit.share()
                    + " %, and are kept: check dbServiceNames, or, if it is right, run once with -Dingest.confirmDelete=true; such as "
                    + lost.get(0).from() + " → " + lost.get(0).to());
            delivery.failed(new IllegalStateException(why));
            run.problems()
                    .failedAnyhow(
                            delivery.title(), why, "edges would go that nobody de-selected (ingest.confirmDelete)");
        }
        return losses.tables();
    }
}
