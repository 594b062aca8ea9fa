package io.github.stitchopenmetadata.removal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.removal.Removable;
import io.github.stitchopenmetadata.catalog.removal.Removal;
import io.github.stitchopenmetadata.report.Printout;
import io.github.stitchopenmetadata.report.Summary;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the connector wrote for each account, and whether it is gone. */
record RemovalReport(Pass pass, Map<Run, Removal> all, boolean confirmed) implements Printout {

    @Override
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        pass.problems().forEach(problem -> lines.add("Nothing was removed: " + OneLine.of(problem)));
        for (Run run : pass.runs()) {
            if (run.life().stopped() != null) {
                lines.add(Summary.name(run) + ": stopped, " + run.life().stopped());
            }
            run.problems()
                    .failures()
                    .forEach(failure ->
                            lines.add(Summary.name(run) + ": failed, " + failure.what() + ": " + failure.why()));
        }
        all.forEach((run, removal) -> {
            lines.add(Summary.name(run) + ": " + outcome(removal));
            lines.addAll(lines(removal));
        });
        return lines;
    }

    private String outcome(Removal removal) {
        if (confirmed) {
            return removal.removed().size() + " things were removed for good";
        }
        return removal.isEmpty()
                ? "there is nothing of the connector's"
                : "this would be removed for good with --confirm; nothing was changed";
    }

    /** What was found, what people added to it, and what stays. */
    static List<String> lines(Removal removal) {
        List<String> lines = new ArrayList<>();
        if (!removal.retired().isEmpty()) {
            lines.add("  edges      those of " + Summary.many(removal.retired().size(), "pipeline"));
        }
        things(lines, "pipelines", removal.pipelines());
        things(lines, "tables", removal.tables());
        removal.containers()
                .forEach(thing -> lines.add("  " + OneLine.of("then       the " + thing.kind() + " " + thing.fqn())));
        removal.added()
                .forEach((fqn, what) ->
                        lines.add("  " + OneLine.of("added      by people to " + fqn + ", and gone with it: " + what)));
        removal.kept().forEach(why -> lines.add("  " + OneLine.of("kept       " + why)));
        return lines;
    }

    private static void things(List<String> lines, String what, List<Removable> things) {
        if (!things.isEmpty()) {
            lines.add(String.format("  %-10s %d", what, things.size()));
            things.stream().limit(Summary.SHOWN).forEach(thing -> lines.add("    " + OneLine.of(thing.fqn())));
            if (things.size() > Summary.SHOWN) {
                lines.add("    … and " + (things.size() - Summary.SHOWN) + " more");
            }
        }
    }

    /** All of it. */
    @Override
    public JsonNode json() {
        ObjectNode json =
                Json.MAPPER.createObjectNode().put("confirmed", confirmed).put("exitStatus", pass.exitStatus());
        pass.problems().forEach(json.putArray("problems")::add);
        ArrayNode failures = json.putArray("failures");
        pass.runs().forEach(run -> {
            if (run.life().stopped() != null) {
                failures.addObject()
                        .put("what", Summary.name(run))
                        .put("why", run.life().stopped());
            }
            run.problems().failures().forEach(failure -> failures.addObject()
                    .put("what", failure.what())
                    .put("why", failure.why()));
        });
        ArrayNode accounts = json.putArray("accounts");
        all.forEach((run, removal) ->
                accounts.add(removal.json().put("service", run.workflow().serviceName())));
        return json;
    }
}
