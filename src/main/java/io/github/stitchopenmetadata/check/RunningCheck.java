package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A check that is being done: it gathers what is found, until it ends in one way or another. */
public final class RunningCheck {

    private final WorkflowCheck workflow;
    private final CheckKind kind;
    private final CheckStep step;
    private final String title;
    private long startedAt;
    private final List<String> notes = new ArrayList<>();
    private String detail = "";

    /** @param subject what the check is about where there are several of its kind, else "" */
    RunningCheck(WorkflowCheck workflow, CheckKind kind, CheckStep step, String subject) {
        this.workflow = workflow;
        this.kind = kind;
        this.step = step;
        this.title = (kind.title() + " " + subject).strip();
    }

    void start() {
        startedAt = System.nanoTime();
    }

    WorkflowCheck workflow() {
        return workflow;
    }

    CheckKind kind() {
        return kind;
    }

    CheckStep step() {
        return step;
    }

    /** Keeps the answer for later checks. */
    void answered(JsonNode answer) {
        workflow.answered(kind, answer);
    }

    /** Keeps the refusal for later checks. */
    void refused(CallFailedException refusal) {
        workflow.refused(kind, refusal);
    }

    void found(String what) {
        detail = what;
    }

    void note(String text) {
        notes.add(text);
    }

    void ok() {
        end(CheckResult.State.OK, took(), detail, null, null);
    }

    void skipped(String why) {
        end(CheckResult.State.SKIPPED, null, why, null, null);
    }

    void failed(Diagnosis diagnosis) {
        end(CheckResult.State.FAILED, took(), detail, diagnosis.cause(), diagnosis.remedy());
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    private void end(CheckResult.State state, Duration took, String what, String cause, String remedy) {
        workflow.add(kind, new CheckResult(kind.id(), title, state, took, what, cause, remedy, List.copyOf(notes)));
    }
}
