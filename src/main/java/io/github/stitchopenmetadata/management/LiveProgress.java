package io.github.stitchopenmetadata.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.logging.RunInLog;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.RunProgress;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.text.Json;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is under way and what was last, for those who ask. */
public final class LiveProgress {

    private static final Logger LOG = LoggerFactory.getLogger(LiveProgress.class);

    private final Runs runs;
    private final Schedule schedule;

    public LiveProgress(Runs runs, Schedule schedule) {
        this.runs = runs;
        this.schedule = schedule;
    }

    /** Logs a line for each pass over several accounts, and for each run under way. */
    public void log() {
        runs.passesUnderWay().stream()
                .filter(pass -> pass.accounts() > 1)
                .forEach(pass -> LOG.info(
                        "{}: {} of {} accounts done", pass.kind().label(), pass.accountsDone(), pass.accounts()));
        runs.progress().forEach(progress -> {
            try (RunInLog.Scope lines = RunInLog.of(progress.run())) {
                LOG.info(progress.line());
            }
        });
    }

    /**
     * @return JSON: the passes under way; their runs that are at work, each with a line for people; the last one of each kind, and when the
     *         next begins
     */
    public byte[] json() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        ArrayNode passes = json.putArray("passes");
        runs.passesUnderWay().forEach(pass -> passes.addObject()
                .put("kind", pass.kind().label())
                .put("startedAt", pass.startedAt().toString())
                .put("accounts", pass.accounts())
                .put("accountsDone", pass.accountsDone()));
        ArrayNode underWay = json.putArray("underWay");
        runs.progress().forEach(progress -> add(underWay.addObject(), progress));
        ArrayNode last = json.putArray("last");
        runs.last().forEach(pass -> add(last.addObject(), pass));
        json.put("next", schedule.next().map(Instant::toString).orElse(null));
        return Json.bytes(json);
    }

    private static void add(ObjectNode json, RunProgress progress) {
        json.put("kind", progress.kind().label())
                .put("service", progress.service())
                .put("run", progress.run())
                .put("startedAt", progress.startedAt().toString());
        progress.putInto(json).put("line", progress.line());
    }

    private static void add(ObjectNode json, Pass pass) {
        json.put("kind", pass.kind().label())
                .put("startedAt", pass.startedAt().toString())
                .put("finishedAt", pass.finishedAt().toString())
                .put("exitStatus", pass.exitStatus());
    }
}
