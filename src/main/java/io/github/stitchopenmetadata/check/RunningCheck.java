package io.github.stitchopenmetadata.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A step that is being done: it gathers what is found, until it ends in one way or another. */
public final class RunningCheck {

    private final WorkflowCheck checkup;
    private final CheckKind check;
    private final String title;
    private final long startedAt = System.nanoTime();
    private final List<String> notes = new ArrayList<>();
    private String detail = "";

    /** @param subject what the step is about where there are several of its kind, else null */
    RunningCheck(WorkflowCheck checkup, CheckKind check, String subject) {
        this.checkup = checkup;
        this.check = check;
        this.title = check.title() + (subject == null ? "" : " " + subject);
    }

    WorkflowCheck checkup() {
        return checkup;
    }

    CheckKind check() {
        return check;
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
        checkup.add(check, new CheckResult(check.route(), title, state, took, what, cause, remedy, List.copyOf(notes)));
    }
}
