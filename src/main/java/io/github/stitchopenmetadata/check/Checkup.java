package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.Catalog;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.stitch.Destination;
import io.github.stitchopenmetadata.stitch.Sources;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The check of one workflow: its steps so far, and what they found that later ones need. One step at a time. */
public final class Checkup {

    private final Workflow workflow;
    private final List<CheckStep> steps = new ArrayList<>();
    private final Map<Check, CheckStep.State> states = new EnumMap<>(Check.class);
    /** The first answer of each side: asked for once, looked at by several steps. */
    private final Map<Check, JsonNode> answers = new EnumMap<>(Check.class);

    private final Map<Check, CallFailedException> refusals = new EnumMap<>(Check.class);
    Sources sources;
    long clientId;
    List<Destination> destinations = List.of();
    Catalog catalog;
    boolean isServiceThere;

    Checkup(Workflow workflow) {
        this.workflow = workflow;
    }

    Workflow workflow() {
        return workflow;
    }

    List<CheckStep> steps() {
        return steps;
    }

    void add(Check check, CheckStep step) {
        steps.add(step);
        states.put(check, step.state());
    }

    /** @return the first of the steps that a step needs which did not go well */
    Optional<Check> unmet(Check check) {
        return check.needs().stream()
                .filter(needed -> states.get(needed) != CheckStep.State.OK)
                .findFirst();
    }

    void answered(Check check, JsonNode answer) {
        answers.put(check, answer);
    }

    void refused(Check check, CallFailedException refusal) {
        refusals.put(check, refusal);
    }

    CallFailedException refusal(Check check) {
        return refusals.get(check);
    }

    /** @throws CallFailedException the refusal that was the answer */
    JsonNode answer(Check check) throws CallFailedException {
        if (refusals.containsKey(check)) {
            throw refusals.get(check);
        }
        return answers.get(check);
    }
}
