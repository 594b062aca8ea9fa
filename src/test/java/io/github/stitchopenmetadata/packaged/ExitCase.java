package io.github.stitchopenmetadata.packaged;

import io.github.stitchopenmetadata.run.ExitStatus;
import java.util.List;
import java.util.Map;

/** A command line, and how the program ends with it; each is run with the packaged jar, in an empty folder. */
enum ExitCase {
    HELP("--help", ExitStatus.DONE, "preview"),
    VERSION("--version", ExitStatus.DONE, "stitch-openmetadata"),
    SANDBOX("once --set sandbox=true", ExitStatus.DONE, "SANDBOX"),
    NO_ACCOUNT("once", ExitStatus.REFUSED, "ingest.workflow"),
    NO_FILE("once -c missing.yaml", ExitStatus.REFUSED, "missing.yaml"),
    NO_FILE_OF_A_SERVICE("run -c missing.yaml", ExitStatus.REFUSED, "missing.yaml"),
    NO_COMMAND("onec -c stitch.yaml", ExitStatus.REFUSED, "did you mean once"),
    NO_OPTION("once --confg stitch.yaml", ExitStatus.REFUSED, "did you mean --config"),
    NO_FILE_OPTION("once stitch.yaml", ExitStatus.REFUSED, "stitch.yaml"),
    NO_SETTING("once --set retry.atempts=3", ExitStatus.REFUSED, "did you mean retry.attempts"),
    NO_SETTING_AS_PROPERTY("-Dingest.workflw=stitch.yaml", ExitStatus.REFUSED, "did you mean ingest.workflow"),
    NO_SETTING_IN_THE_ENVIRONMENT("INGEST_WORKFLWO=stitch.yaml once", ExitStatus.REFUSED, "INGEST_WORKFLOW"),
    NO_MODE("-Dingest.mode=prevew -Dsandbox=true", ExitStatus.REFUSED, "did you mean preview"),
    MISSING_EDGES("once --set sandbox=true --fail-on missing", ExitStatus.FAILED, "ingest.failOn"),
    COVERAGE("once --set sandbox=true --min-coverage 100", ExitStatus.FAILED, "ingest.minCoverage"),
    NO_SOURCE("once --set sandbox=true --source shpo", ExitStatus.REFUSED, "did you mean shop"),
    NO_EXPECTATION("once --set sandbox=true --fail-on everything", ExitStatus.REFUSED, "missing, warnings or both"),
    NO_BROKER(
            "run --set sandbox=true --set ingest.role=extract", ExitStatus.REFUSED, "lineage.queue must lead to them"),
    NO_OPERATION("call pauseSorce -Dstitch.token=x", ExitStatus.REFUSED, "pauseSource");

    private final String line;
    private final ExitStatus status;
    private final String says;

    ExitCase(String line, ExitStatus status, String says) {
        this.line = line;
        this.status = status;
        this.says = says;
    }

    /** As it is typed behind the jar, with variables of the environment before it. */
    String line() {
        return line;
    }

    List<String> arguments() {
        return List.of(line.replaceFirst("^([A-Z_]+=\\S+ )+", "").split(" "));
    }

    Map<String, String> environment() {
        String first = line.split(" ", 2)[0];
        return first.matches("[A-Z_]+=.*") ? Map.of(first.split("=", 2)[0], first.split("=", 2)[1]) : Map.of();
    }

    ExitStatus status() {
        return status;
    }

    /** What is among what it prints. */
    String says() {
        return says;
    }
}
