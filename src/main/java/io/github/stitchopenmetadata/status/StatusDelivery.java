package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.text.WorkItem;

/** A run status on its way to the catalog. One thread at a time. */
public final class StatusDelivery implements PipelineStatus, WorkItem {

    private final StatusBook book;
    private final Source source;
    private final String pipelineFqn;
    private final JsonNode body;
    private final boolean inBulk;
    private boolean there;

    StatusDelivery(StatusBook book, Source source, String pipelineFqn, JsonNode body, boolean inBulk) {
        this.book = book;
        this.source = source;
        this.pipelineFqn = pipelineFqn;
        this.body = body;
        this.inBulk = inBulk;
        this.there = KnownStatus.of(body).equals(book.latest(pipelineFqn));
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
        return body;
    }

    @Override
    public boolean inBulk() {
        return inBulk;
    }

    /** Whether the catalog has this status. */
    boolean isThere() {
        return there;
    }

    /** @param stored the statuses of the time of this one, which the catalog has */
    void compare(JsonNode stored) {
        stored.path("data").forEach(other -> there |= KnownStatus.of(body).equals(KnownStatus.of(other)));
    }

    /** Whether the catalog knows of a later run, which hides whether it has this status. */
    boolean hasLater() {
        KnownStatus latest = book.latest(pipelineFqn);
        return latest != null && latest.timestamp() > timestamp();
    }

    /** The catalog has taken the status. */
    void delivered() {
        if (!hasLater()) {
            book.latest(pipelineFqn, KnownStatus.of(body));
        }
    }

    @Override
    public String title() {
        return "run status of " + pipelineFqn;
    }
}
