package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.function.Consumer;

/** What people do in a Stitch account: each edit gives the account as it is afterwards. */
public final class AccountEdits {

    private AccountEdits() {}

    public static StitchAccount renameSource(StitchAccount account, long sourceId, String displayName) {
        return editSource(account, sourceId, source -> source.put("display_name", displayName));
    }

    public static StitchAccount pauseSource(StitchAccount account, long sourceId, Instant at) {
        return editSource(account, sourceId, source -> source.put("paused_at", at.toString()));
    }

    public static StitchAccount resumeSource(StitchAccount account, long sourceId) {
        return editSource(account, sourceId, source -> source.putNull("paused_at"));
    }

    /** The source stays in the list, and tells when it was deleted. */
    public static StitchAccount deleteSource(StitchAccount account, long sourceId, Instant at) {
        return editSource(account, sourceId, source -> source.put("deleted_at", at.toString()));
    }

    /** The source is no longer in the list. */
    public static StitchAccount removeSource(StitchAccount account, long sourceId) {
        return account.toBuilder().removeSource(sourceId).build();
    }

    public static StitchAccount deselectStream(StitchAccount account, long sourceId, long streamId) {
        return editStream(account, sourceId, streamId, stream -> {
            stream.putNull("selected");
            stream.withObject("/metadata").putNull("selected");
        });
    }

    /** @param change of the source as {@code GET /v4/sources} lists it */
    public static StitchAccount editSource(StitchAccount account, long sourceId, Consumer<ObjectNode> change) {
        ObjectNode source = account.source(sourceId)
                .orElseThrow(() -> new IllegalArgumentException("no source " + sourceId))
                .deepCopy();
        change.accept(source);
        return account.toBuilder().addSource(source).build();
    }

    /** @param change of the stream as the streams of its source are listed; its schema stays as it is */
    public static StitchAccount editStream(
            StitchAccount account, long sourceId, long streamId, Consumer<ObjectNode> change) {
        ObjectNode stream = account.streams(sourceId).stream()
                .filter(each -> each.path("stream_id").asLong() == streamId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no stream " + streamId + " of source " + sourceId))
                .deepCopy();
        change.accept(stream);
        return account.toBuilder()
                .addStream(sourceId, stream, () -> account.schema(sourceId, streamId)
                        .orElseThrow())
                .build();
    }
}
