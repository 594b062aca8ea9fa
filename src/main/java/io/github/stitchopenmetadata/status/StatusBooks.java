package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.stitch.SelectedSources;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Variable;

/** Opens a {@link StatusBook} for each pass over an account, and fills it for the routes. */
public final class StatusBooks {

    private final Clock clock;
    private boolean bulk;
    private LoadingRules rules = LoadingRules.load();
    private SelectedSources selected = SelectedSources.ALL;

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

    public void setRules(LoadingRules rules) {
        this.rules = rules;
    }

    public void setSelected(SelectedSources selected) {
        this.selected = selected;
    }

    /** Whether any run status is asked for. */
    public boolean areWanted(@Variable("run") WorkflowRun run) {
        Integer days = run.workflow().pipelineMetadata().statusLookbackDays();
        return days == null || days > 0;
    }

    /** @return a book for the sources of the account and their pipelines in the catalog */
    public StatusBook open(WorkflowRun run, Account account, Catalog catalog) {
        Integer days = run.workflow().pipelineMetadata().statusLookbackDays();
        return new StatusBook(
                catalog,
                isBulk(run.workflow()) && catalog.version().hasBulkStatus(),
                account,
                days == null ? null : clock.instant().minus(Duration.ofDays(days)),
                rules,
                selected);
    }

    /** What an account says itself, else what is said of all. */
    private boolean isBulk(Workflow workflow) {
        return workflow.setting("status.bulk").map(Boolean::valueOf).orElse(bulk);
    }

    /** False where there is no source to tell of, and no pipeline service to deliver to. */
    public boolean isWorthwhile(StatusBook book) {
        return book.hasSources() && book.catalog().serviceFqn() != null;
    }

    /** Whether the catalog has the status. */
    public boolean isThere(StatusDelivery status) {
        return status.isThere();
    }

    /** Whether the catalog knows of a later run, which hides whether it has the status. */
    public boolean hasLater(StatusDelivery status) {
        return status.hasLater();
    }

    /** @param answer the statuses of the time of this one; a missing node where there is no such pipeline */
    public StatusDelivery compare(StatusDelivery status, JsonNode answer) {
        status.compare(answer);
        return status;
    }

    /** What was read otherwise than as it stands, each in a sentence. */
    public List<String> notes(StatusBook book) {
        return book.notes();
    }

    /** Whether the server refused the status for nothing but a field that it can do without. */
    public boolean canDoWithout(PipelineStatus status, CallFailedException refusal) {
        return status instanceof StatusDelivery delivery && delivery.canDoWithout(refusal);
    }

    /** @return which field the statuses go without from here on, for people; "" where that has been said */
    public String without(StatusDelivery status, CallFailedException refusal) throws CallFailedException {
        return status.without(refusal);
    }

    /** The catalog has taken the status. */
    public void delivered(StatusDelivery status) {
        status.delivered();
    }
}
