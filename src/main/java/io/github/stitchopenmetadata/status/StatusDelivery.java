package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.catalog.model.RefusedFields;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.text.WorkItem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A run status on its way to the catalog. One thread at a time. */
public final class StatusDelivery implements PipelineStatus, WorkItem {

    private final StatusBook book;
    private final Source source;
    private final String pipelineFqn;
    /** What the rest of a status can stand without, of the run or of one of its tasks. */
    private static final List<String> OPTIONAL = List.of("executionId", "endTime", "error", "startTime", "logLink");

    private final ObjectNode whole;
    private final boolean inBulk;
    private boolean there;

    StatusDelivery(StatusBook book, Source source, String pipelineFqn, ObjectNode whole, boolean inBulk) {
        this.book = book;
        this.source = source;
        this.pipelineFqn = pipelineFqn;
        this.whole = whole;
        this.inBulk = inBulk;
    }

    /** The source that ran. */
    public String sourceName() {
        return source.name();
    }

    /** The type of the source, such as {@code platform.hp-postgres}; "" where Stitch does not tell. */
    public String sourceType() {
        return source.type();
    }

    @Override
    public String pipelineFqn() {
        return pipelineFqn;
    }

    @Override
    public JsonNode body() {
        Set<String> refused = refused().names();
        if (refused.isEmpty()) {
            return whole;
        }
        ObjectNode rest = whole.deepCopy().remove(refused);
        rest.path("taskStatus").forEach(task -> ((ObjectNode) task).remove(refused));
        return rest;
    }

    /** Whether the server refused the status for nothing but a field that it can do without. */
    boolean canDoWithout(CallFailedException refusal) {
        return refusedIn(refusal).isPresent();
    }

    /** @return that statuses go without the field from here on, for people; "" where that has been said */
    String without(CallFailedException refusal) throws CallFailedException {
        String name = refusedIn(refusal).orElseThrow(() -> refusal);
        return refused().add(name)
                ? "OpenMetadata " + book.catalog().version() + " refuses the field " + name
                        + " of run statuses: they are written without it"
                : "";
    }

    private Optional<String> refusedIn(CallFailedException refusal) {
        return RefusedFields.named(
                refusal,
                OPTIONAL.stream()
                        .filter(name -> !body().findValues(name).isEmpty())
                        .toList());
    }

    private RefusedFields refused() {
        return book.catalog().refusedStatusFields();
    }

    @Override
    public boolean inBulk() {
        return inBulk;
    }

    /** Whether the catalog has this status. */
    boolean isThere() {
        return there || KnownStatus.of(body()).equals(book.latest(pipelineFqn));
    }

    /** @param stored the statuses of the time of this one, which the catalog has */
    void compare(JsonNode stored) {
        stored.path("data").forEach(other -> there |= KnownStatus.of(body()).equals(KnownStatus.of(other)));
    }

    /** Whether the catalog knows of a later run, which hides whether it has this status. */
    boolean hasLater() {
        KnownStatus latest = book.latest(pipelineFqn);
        return latest != null && latest.timestamp() > timestamp();
    }

    /** The catalog has taken the status. */
    void delivered() {
        if (!hasLater()) {
            book.latest(pipelineFqn, KnownStatus.of(body()));
        }
    }

    @Override
    public String title() {
        return "run status of " + pipelineFqn;
    }
}
