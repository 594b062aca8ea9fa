package io.github.stitchopenmetadata.catalog.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.lineage.PresentSources;
import io.github.stitchopenmetadata.workflow.DeleteLimit;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides, for the routes, which pipelines are softly deleted because their source is gone. */
public final class Retirements {

    /**
     * @param pipelines that are to go
     * @param withheld  why none go although some should; "" where none are kept
     */
    public record Retirement(List<RetiredPipeline> pipelines, String withheld) implements Iterable<RetiredPipeline> {

        @Override
        public Iterator<RetiredPipeline> iterator() {
            return pipelines.iterator();
        }
    }

    private int share = 50;
    private boolean confirmed;

    /** @param share how many of all pipelines may go in one run without being confirmed, in percent */
    public void setShare(int share) {
        if (share < 0 || share > 100) {
            throw new IllegalArgumentException(
                    "ingest.delete.share is " + share + ": expected a share in percent, from 0 to 100");
        }
        this.share = share;
    }

    /** @param confirmed whether any number may go */
    public void setConfirmed(boolean confirmed) {
        this.confirmed = confirmed;
    }

    /**
     * Never where sources may have been overlooked, and never suspiciously many.
     *
     * @param present the sources that are to have a pipeline
     */
    public Retirement decide(Catalog catalog, WorkflowRun run, PresentSources present) {
        if (!present.complete() || !run.workflow().pipelineMetadata().markDeletedPipelines()) {
            return new Retirement(List.of(), "");
        }
        Set<String> names = present.names().stream().map(catalog::pipelineName).collect(Collectors.toSet());
        List<KnownPipeline> all =
                catalog.pipelines().stream().filter(KnownPipeline::isStitchs).toList();
        List<KnownPipeline> gone = all.stream()
                .filter(pipeline -> !names.contains(pipeline.name()) && !isRetired(pipeline))
                .toList();
        long standing = all.stream().filter(pipeline -> !pipeline.deleted()).count();
        long going = gone.stream().filter(pipeline -> !pipeline.deleted()).count();
        DeleteLimit limit = DeleteLimit.of(run.workflow(), share, confirmed);
        if (!limit.confirmed() && limit.isExceeded(going, standing)) {
            return new Retirement(
                    List.of(),
                    going + " of " + standing
                            + " pipelines have no source any more and are kept, because that is more than "
                            + limit.share()
                            + " %; if it is right, run once with -Dingest.confirmDelete=true");
        }
        return new Retirement(
                gone.stream()
                        .map(pipeline -> new RetiredPipeline(catalog, pipeline))
                        .toList(),
                "");
    }

    /** The pipelines of all sources, whether they are there or not. */
    public List<RetiredPipeline> all(Catalog catalog) {
        return catalog.pipelines().stream()
                .filter(KnownPipeline::isStitchs)
                .sorted(Comparator.comparing(KnownPipeline::name))
                .map(pipeline -> new RetiredPipeline(catalog, pipeline))
                .toList();
    }

    /** Whether a person deleted the pipeline: it still has its edges, and nothing of it can be changed while it is deleted. */
    public boolean isHidden(RetiredPipeline retired) {
        return retired.pipeline().deleted();
    }

    /** Whether the fingerprint is still to be taken away. It is gone where the pipeline stayed the last time, since edges wait for a table. */
    public boolean hasFingerprint(RetiredPipeline retired) {
        return !retired.pipeline().fingerprint().isOpen();
    }

    /** @return the schemas that the source may have been loaded into, and that nobody listed so far */
    public List<SchemaTables> unlisted(RetiredPipeline retired) {
        return retired.tables().unlisted();
    }

    /** @param lineage of the pipeline */
    public RetiredPipeline addLineage(RetiredPipeline retired, JsonNode lineage) {
        retired.lineage(lineage);
        return retired;
    }

    /** Whether all edges of the pipeline are gone. */
    public boolean isComplete(RetiredPipeline retired) {
        return !retired.outcome().isFailed() && !retired.outcome().isLeft();
    }

    /** Whether the pipeline has no edges any more, and is deleted softly. */
    public boolean isRetired(KnownPipeline pipeline) {
        return pipeline.deleted() && pipeline.fingerprint().isOpen();
    }
}
