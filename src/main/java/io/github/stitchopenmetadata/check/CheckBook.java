package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.stitch.JobsLimitException;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.List;

/** Keeps the book of a check for the routes: begins and ends its steps. */
public final class CheckBook {

    public CheckReport open(Pass pass) {
        return new CheckReport(pass);
    }

    public WorkflowCheck start(CheckReport checkups, Workflow workflow) {
        WorkflowCheck checkup = new WorkflowCheck(workflow);
        checkups.add(checkup);
        return checkup;
    }

    /**
     * @param route   that does the step
     * @param subject what it is about where there are several of its kind, else null
     */
    public RunningCheck begin(WorkflowCheck checkup, String route, String subject) {
        return new RunningCheck(checkup, CheckKind.of(route), subject);
    }

    /** Whether the step can be tried; where one that it needs did not go well it is skipped. */
    public boolean isWorthwhile(RunningCheck step) {
        step.checkup().unmet(step.check()).ifPresent(needed -> step.skipped("needs: " + needed.title()));
        return step.checkup().unmet(step.check()).isEmpty();
    }

    public void passed(RunningCheck step) {
        step.ok();
    }

    public void failed(RunningCheck step, Exception thrown) {
        Throwable cause = Causes.withoutCamel(thrown);
        if (cause instanceof StepSkippedException skipped) {
            step.skipped(skipped.getMessage());
        } else if (cause instanceof JobsLimitException limit) {
            step.skipped(limit.getMessage() + ", and they are used up");
        } else {
            step.failed(Diagnosis.of(cause, step.check().side()));
        }
    }

    public void configuration(RunningCheck step) {
        Workflow workflow = step.checkup().workflow();
        step.found(workflow.file());
        workflow.warnings().forEach(step::note);
    }

    /** Whether a server answered, if only to refuse. */
    public boolean isAnswer(CallFailedException failure) {
        return failure.getStatus() != CallFailedException.NO_ANSWER;
    }

    public void answered(RunningCheck step, JsonNode answer) {
        step.checkup().answered(step.check(), answer);
    }

    public void refused(RunningCheck step, CallFailedException refusal) {
        step.checkup().refused(step.check(), refusal);
    }

    /** @return the titles of all that failed, with their workflows */
    public List<String> failures(CheckReport checkups) {
        return checkups.failed();
    }
}
