package io.github.stitchopenmetadata.catalog.edges;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.text.WorkItem;

/** A write that the server refused because something is not there: a pipeline that the edge carries, or the table that it comes from. */
public record RefusedEdge(EdgeWrite write, CallFailedException refusal) implements WorkItem {

    /** What the edge comes from. */
    public EntityRef origin() {
        return write.from();
    }

    /** Whether it was refused only because the edge carries a pipeline that is no more, which others left on it. */
    boolean carriesDeadPipeline() {
        String id = write.pipelineId();
        return !id.isEmpty()
                && !id.equals(write.into().owner().pipeline().id())
                && refusal.getMessage().contains(id);
    }

    /** @return the same write without that pipeline; later comparisons know that it is no more */
    EdgeWrite withoutDeadPipeline() {
        write.into().owner().deadPipelines().add(write.pipelineId());
        return write.withoutPipeline();
    }

    /**
     * @param origin as the server has it, deleted or not; a missing node where it is gone for good
     * @return what waits for it, for people; "" where it is gone for good, and the edge that was to be changed with it
     * @throws CallFailedException the refusal, where it has another reason
     */
    String left(JsonNode origin) throws CallFailedException {
        if (origin.path("deleted").asBoolean()) {
            return write.into().left(origin);
        }
        if (origin.isMissingNode() && write.kind() == EdgeWrite.Kind.LEAVE) {
            return "";
        }
        throw refusal;
    }

    @Override
    public String title() {
        return write.title();
    }

    @Override
    public void failed(Exception cause) {
        write.failed(cause);
    }
}
