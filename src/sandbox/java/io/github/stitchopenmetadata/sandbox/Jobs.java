package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Replication jobs: one at a time for each source, which ends by itself, loads what is selected, and calls the hooks. */
final class Jobs implements AutoCloseable {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A job that runs. */
    private record Job(String name, String startTime) {}

    private final Map<Long, Job> running = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stitch-sandbox-jobs");
        thread.setDaemon(true);
        return thread;
    });
    private final Duration length;

    /** @param length how long a job runs */
    Jobs(Duration length) {
        this.length = length;
    }

    Answer start(StitchClient client, long sourceId) {
        JsonNode source = client.account().source(sourceId).orElse(null);
        if (source == null) {
            return StitchErrors.typed(
                    400, "invalid_source", "no source (" + sourceId + ") of client (" + client.id() + ")");
        }
        if (source.hasNonNull("deleted_at")) {
            return StitchErrors.typed(400, "invalid_source", "the source is deleted");
        }
        Job job = new Job(client.id() + "." + sourceId + ".sync." + UUID.randomUUID(), StitchClient.now());
        if (running.putIfAbsent(sourceId, job) != null) {
            return StitchErrors.typed(200, "already_running", "a job of " + sourceId + " runs");
        }
        timer.schedule(() -> end(client, sourceId, job, true), length.toMillis(), TimeUnit.MILLISECONDS);
        return Answer.json(NODES.objectNode().put("job_name", job.name));
    }

    Answer stop(StitchClient client, long sourceId) {
        Job job = running.get(sourceId);
        if (job != null) {
            end(client, sourceId, job, false);
        }
        return Answer.json(NODES.objectNode().put("status", 200));
    }

    /** Rows have come into a table, by a job or by a push: the load is there, and the hooks are called. */
    void loaded(StitchClient client, JsonNode source, String table, int rows) {
        ObjectNode load = NODES.objectNode()
                .put("stitch_client_id", client.id())
                .put("source_name", source.path("name").asText())
                .put("stream_name", table)
                .put("last_batch_loaded_at", StitchClient.now())
                .putNull("error_state");
        client.change(account -> account.toBuilder().replaceLoad(load).build());
        timer.execute(() -> HookCaller.call(client, source, table, rows));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void end(StitchClient client, long sourceId, Job job, boolean whole) {
        if (!running.remove(sourceId, job)) {
            return;
        }
        ObjectNode extraction = NODES.objectNode()
                .put("job_name", job.name)
                .put("stitch_client_id", client.id())
                .put("source_id", sourceId)
                .put("source_type", "tap-sandbox")
                .put("start_time", job.startTime)
                .put("completion_time", StitchClient.now());
        for (String phase : new String[] {"discovery", "tap", "target"}) {
            if (whole) {
                extraction.put(phase + "_exit_status", 0).putNull(phase + "_description");
            } else {
                extraction.putNull(phase + "_exit_status").put(phase + "_description", "Terminated");
            }
        }
        client.change(
                account -> account.toBuilder().replaceExtraction(extraction).build());
        StitchAccount account = client.account();
        account.source(sourceId).ifPresent(source -> account.streams(sourceId).stream()
                .filter(stream -> stream.path("selected").asBoolean())
                .forEach(stream ->
                        loaded(client, source, stream.path("stream_name").asText(), 1)));
    }
}
