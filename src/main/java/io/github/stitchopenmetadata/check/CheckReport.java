package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.report.Printout;
import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The checks of all workflows, and how they are told. */
public final class CheckReport implements Printout {

    private final Pass pass;
    private final List<WorkflowCheck> all;

    CheckReport(Pass pass, List<WorkflowCheck> all) {
        this.pass = pass;
        this.all = List.copyOf(all);
    }

    /** What failed, for messages: each step with its workflow. */
    List<String> failed() {
        return all.stream()
                .flatMap(check -> check.steps().stream()
                        .filter(step -> step.state() == CheckResult.State.FAILED)
                        .map(step -> check.run().workflow().serviceName() + ": " + step.title()))
                .toList();
    }

    @Override
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        pass.problems().forEach(problem -> {
            lines.add("failed   configuration");
            lines.add("         " + OneLine.of(problem));
        });
        for (WorkflowCheck check : all) {
            lines.add(check.run().workflow().serviceName() + " ("
                    + check.run().workflow().file() + ")");
            int width = check.steps().stream()
                    .mapToInt(step -> step.title().length())
                    .max()
                    .orElse(0);
            check.steps().forEach(step -> tell(step, width, lines));
        }
        lines.add(count(CheckResult.State.OK) + " ok, "
                + (count(CheckResult.State.FAILED) + pass.problems().size()) + " failed, "
                + count(CheckResult.State.SKIPPED) + " skipped");
        return lines;
    }

    private static void tell(CheckResult step, int width, List<String> lines) {
        String time = step.took() == null ? "" : step.took().toMillis() + " ms";
        String format = "  %-8s %-" + width + "s %9s  %s";
        lines.add(String.format(format, word(step), OneLine.of(step.title()), time, OneLine.of(step.detail()))
                .stripTrailing());
        step.notes().forEach(note -> lines.add("           note: " + OneLine.of(note)));
        if (step.cause() != null) {
            lines.add("           " + OneLine.of(step.cause()));
            lines.add("           " + OneLine.of(step.remedy()));
        }
    }

    private static String word(CheckResult step) {
        return step.state().name().toLowerCase(Locale.ROOT);
    }

    private long count(CheckResult.State state) {
        return all.stream()
                .flatMap(check -> check.steps().stream())
                .filter(step -> step.state() == state)
                .count();
    }

    @Override
    public JsonNode json() {
        ObjectNode json = Json.MAPPER
                .createObjectNode()
                .put("exitStatus", failed().isEmpty() && pass.problems().isEmpty() ? 0 : ExitStatus.REFUSED.code());
        pass.problems().forEach(json.putArray("problems")::add);
        ArrayNode workflows = json.putArray("workflows");
        for (WorkflowCheck check : all) {
            ArrayNode steps = workflows
                    .addObject()
                    .put("service", check.run().workflow().serviceName())
                    .put("workflow", check.run().workflow().file())
                    .putArray("steps");
            check.steps().forEach(step -> add(steps.addObject(), step));
        }
        return json;
    }

    private static void add(ObjectNode json, CheckResult step) {
        json.put("step", step.step())
                .put("title", step.title())
                .put("state", word(step))
                .put("detail", step.detail());
        if (step.took() != null) {
            json.put("millis", step.took().toMillis());
        }
        if (step.cause() != null) {
            json.put("cause", step.cause()).put("remedy", step.remedy());
        }
        step.notes().forEach(json.putArray("notes")::add);
    }
}
