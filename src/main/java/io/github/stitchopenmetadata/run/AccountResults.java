package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.Json;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What a process tells of an account that it has taken, as JSON: how far it is, or what became of it. It is a result as
 * {@link ResultMessages} has them, in one piece, without the sources, of which the report of that process tells, and with the first
 * examples only; {@code run} is that of the {@link AccountOrder}. Besides:
 *
 * <pre>
 * account     while it is under way: {process, progress: {sources, sourcesDone, streams, edges, statuses, failures, seconds, secondsLeft}}
 *             when it has ended: {process, run, exitStatus, millis, stopped, left, problems: ["…"]}
 * </pre>
 */
final class AccountResults {

    /** Of each kind of item. */
    private static final int EXAMPLES = 100;

    /** Besides the items. */
    private static final int FRAME = 1000;

    /** As others know this process. */
    private static final String PROCESS = ManagementFactory.getRuntimeMXBean().getName();

    private AccountResults() {}

    static String progress(TakenAccount taken, RunProgress progress) {
        ObjectNode json = frame(taken);
        progress.putInto(((ObjectNode) json.path("account")).putObject("progress"));
        return json.toString();
    }

    /** @param bytes the most that it has, as far as its examples decide that */
    static String ended(TakenAccount taken, int bytes) {
        Pass pass = taken.pass();
        ObjectNode json = frame(taken);
        ObjectNode account = (ObjectNode) json.path("account");
        account.put("exitStatus", pass.exitStatus()).put("millis", pass.took().toMillis());
        pass.problems().forEach(account.putArray("problems")::add);
        if (!pass.runs().isEmpty()) {
            Run run = pass.runs().get(0);
            account.put("run", run.id())
                    .put("stopped", run.life().isRefused() ? null : run.life().stopped())
                    .put("left", run.problems().left());
            ObjectNode head = ResultMessages.head(run);
            head.remove(List.of("sources", "calls"));
            json.setAll(head);
            json.set("items", examples(run, bytes - FRAME - Json.bytes(json).length));
        }
        return json.toString();
    }

    private static ObjectNode frame(TakenAccount taken) {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("version", ResultMessages.VERSION)
                .put("run", taken.order().run());
        json.putObject("account").put("process", PROCESS);
        return json;
    }

    private static ArrayNode examples(Run run, int bytes) {
        ArrayNode items = Json.MAPPER.createArrayNode();
        Map<String, Integer> counts = new HashMap<>();
        int size = 0;
        for (ObjectNode item : ResultMessages.items(run)) {
            String kind = item.fieldNames().next();
            size += Json.bytes(item).length + 1;
            if (size > bytes) {
                break;
            }
            if (!item.has("edge") && counts.merge(kind, 1, Integer::sum) <= EXAMPLES) {
                items.add(item);
            }
        }
        return items;
    }

    /**
     * @param run  by which this process knows the account
     * @param pass of the run
     */
    static void take(JsonNode result, Run run, Pass pass) {
        JsonNode account = result.path("account");
        if (account.has("progress")) {
            pass.elsewhere(progress(account.path("progress"), run, pass));
            return;
        }
        ResultMessages.merge(List.of(result), run);
        int exitStatus = account.path("exitStatus").asInt();
        List<String> problems = StreamSupport.stream(account.path("problems").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        if (!problems.isEmpty()) {
            run.life().refuse(String.join("; ", problems), null);
        }
        if (account.path("stopped").isTextual()) {
            run.life().stop(account.path("stopped").asText());
        }
        if (account.path("left").isTextual()) {
            run.problems().leave(account.path("left").asText());
        }
        String where = account.path("process").asText();
        if (exitStatus != 0 && run.isWell() && run.life().stopped() == null) {
            String why = "it ended with status " + exitStatus + " in " + where + ", whose log says why";
            run.problems().failed("the run", why);
        }
        run.problems()
                .note("done by the process " + where
                        + (account.has("run")
                                ? ", as run " + account.path("run").asText() + "; its report tells of the sources"
                                : ""));
        pass.heard();
        run.life().endedAfter(Duration.ofMillis(account.path("millis").asLong()));
    }

    private static RunProgress progress(JsonNode told, Run run, Pass pass) {
        return new RunProgress(
                pass.kind(),
                run.workflow().serviceName(),
                run.id(),
                pass.startedAt(),
                told.path("seconds").asLong(),
                told.path("sources").asLong(),
                told.path("sourcesDone").asLong(),
                told.path("streams").asLong(),
                told.path("edges").asLong(),
                told.path("statuses").asLong(),
                told.path("failures").asLong(),
                told.path("secondsLeft").isNumber() ? told.path("secondsLeft").asLong() : null);
    }
}
