package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.stitch.Destination;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The check of one workflow: its steps so far, and what they found that later ones need. One step at a time. */
public final class WorkflowCheck {

    private final Run run;
    private final List<CheckResult> steps = new ArrayList<>();
    private final Map<CheckKind, CheckResult.State> states = new EnumMap<>(CheckKind.class);
    /** The first answer of each side: asked for once, looked at by several steps. */
    private final Map<CheckKind, JsonNode> answers = new EnumMap<>(CheckKind.class);

    private final Map<CheckKind, CallFailedException> refusals = new EnumMap<>(CheckKind.class);
    Account account;
    List<Destination> destinations = List.of();
    Catalog catalog;
    boolean isServiceThere;

    WorkflowCheck(Run run) {
        this.run = run;
    }

    Run run() {
        return run;
    }

    List<CheckResult> steps() {
        return steps;
    }

    void add(CheckKind check, CheckResult step) {
        steps.add(step);
        states.put(check, step.state());
    }

    /** @return the first of the steps that a step needs which did not go well */
    Optional<CheckKind> unmet(CheckKind check) {
        return check.needs().stream()
                .filter(needed -> states.get(needed) != CheckResult.State.OK)
                .findFirst();
    }

    void answered(CheckKind check, JsonNode answer) {
        answers.put(check, answer);
    }

    void refused(CheckKind check, CallFailedException refusal) {
        refusals.put(check, refusal);
    }

    CallFailedException refusal(CheckKind check) {
        return refusals.get(check);
    }

    /** @throws CallFailedException the refusal that was the answer */
    JsonNode answer(CheckKind check) throws CallFailedException {
        if (refusals.containsKey(check)) {
            throw refusals.get(check);
        }
        return answers.get(check);
    }
}
