package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Opens a {@link StatusBook} for each pass over an account, and fills it for the routes. */
public final class StatusBooks {

    private final Clock clock;
    private boolean bulk;

    public StatusBooks() {
        this(Clock.systemUTC());
    }

    StatusBooks(Clock clock) {
        this.clock = clock;
    }

    /** @param bulk whether statuses go to the endpoint for many, where the server has it */
    public void setBulk(boolean bulk) {
        this.bulk = bulk;
    }

    /** Whether any run status is asked for. */
    public boolean areWanted(Workflow workflow) {
        Integer days = workflow.pipelineMetadata().statusLookbackDays();
        return days == null || days > 0;
    }

    /**
     * @param sources  of the account
     * @param clientId the number of the account, 0 where it is not known
     */
    public StatusBook open(Workflow workflow, Catalog catalog, Iterable<JsonNode> sources, long clientId) {
        Integer days = workflow.pipelineMetadata().statusLookbackDays();
        return new StatusBook(
                catalog.version(),
                bulk && catalog.version().hasBulkStatus(),
                sources,
                clientId,
                days == null ? null : clock.instant().minus(Duration.ofDays(days)));
    }

    /** False where there is no source to tell of, and no pipeline service to deliver to. */
    public boolean isWorthwhile(StatusBook book, Catalog catalog) {
        return book.hasSources() && catalog.serviceFqn() != null;
    }

    public void addLoads(StatusBook book, List<JsonNode> page) {
        book.addLoads(page);
    }

    public void addPipelines(StatusBook book, List<JsonNode> page) {
        book.addPipelines(page);
    }

    /** @return the status of each pipeline that a page of extractions tells of, oldest first, each made when it is asked for */
    public Iterator<PipelineStatus> statuses(StatusBook book, List<JsonNode> page) {
        return book.statuses(page);
    }

    /** Whether the latest status in the catalog is this one. */
    public boolean isLatest(StatusBook book, PipelineStatus status) {
        return book.isLatest(status);
    }

    /** Whether the catalog knows of a later run, which hides whether it holds this one. */
    public boolean hasLater(StatusBook book, PipelineStatus status) {
        return book.hasLater(status);
    }

    /** @param answer the statuses of the time of this one, or null for no pipeline */
    public boolean isAmong(PipelineStatus status, JsonNode answer) {
        return answer != null
                && StreamSupport.stream(answer.path("data").spliterator(), false)
                        .anyMatch(there -> KnownStatus.of(status.body()).equals(KnownStatus.of(there)));
    }

    /** The catalog has taken this status. */
    public void delivered(StatusBook book, PipelineStatus status) {
        book.delivered(status);
    }

    public boolean isInBulk(PipelineStatus status) {
        return status.inBulk();
    }

    /** Who writes a pipeline keeps others from doing so. */
    public String lane(PipelineStatus status) {
        return status.pipelineFqn();
    }

    public JsonNode body(PipelineStatus status) {
        return status.body();
    }

    /** The status as a list of one: Stitch tells the last run of each pipeline and no more. */
    public JsonNode bulkBody(PipelineStatus status) {
        return Json.MAPPER.createArrayNode().add(status.body());
    }
}
