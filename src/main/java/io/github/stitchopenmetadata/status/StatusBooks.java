package io.github.stitchopenmetadata.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.Catalog;
import io.github.stitchopenmetadata.catalog.PipelineStatus;
import java.util.List;

/** Opens a {@link StatusBook} for each pass over an account, and fills it for the routes. */
public final class StatusBooks {

    /** @param sources the answer of {@code GET /v4/sources} */
    public StatusBook open(Catalog catalog, JsonNode sources) {
        return new StatusBook(catalog.version(), sources);
    }

    /** False without a source, which alone tells the account's number, and without a pipeline service to deliver to. */
    public boolean isWorthwhile(StatusBook book, Catalog catalog) {
        return book.clientId() != 0 && catalog.serviceFqn() != null;
    }

    /** @return the account's number, which the addresses of extractions and loads hold; 0 where there is no source */
    public long clientId(StatusBook book) {
        return book.clientId();
    }

    public void addPipelines(StatusBook book, List<JsonNode> page) {
        book.addPipelines(page);
    }

    public void addLoads(StatusBook book, List<JsonNode> page) {
        book.addLoads(page);
    }

    /** @return the status of each pipeline that a page of extractions tells of */
    public List<PipelineStatus> statuses(StatusBook book, List<JsonNode> page) {
        return book.statuses(page);
    }

    public JsonNode body(PipelineStatus status) {
        return status.body();
    }
}
