package io.github.stitchopenmetadata.management;

import io.github.stitchopenmetadata.run.OutOfMemory;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Runs;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health check {@code last-run}: up while the last run of each kind delivered everything and the next one is scheduled.
 * It says whether somebody should look, not whether the process lives or is ready: starting it anew would heal nothing.
 */
public final class RunHealth extends AbstractHealthCheck {

    /** Those that come on a schedule. */
    private static final Set<Pass.Kind> KINDS = EnumSet.of(Pass.Kind.LINEAGE, Pass.Kind.STATUS);

    private final Runs runs;
    private final Schedule schedule;
    private final OutOfMemory memory;

    public RunHealth(Runs runs, Schedule schedule, OutOfMemory memory) {
        super("stitch-openmetadata", "last-run");
        this.runs = runs;
        this.schedule = schedule;
        this.memory = memory;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isReadiness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        schedule.next().ifPresent(next -> result.detail("run.next", next.toString()));
        runs.last()
                .forEach(pass -> result.detail(
                        "run.last." + pass.kind().label(), pass.finishedAt().toString()));
        Optional<Pass> bad = runs.last().stream()
                .filter(pass -> KINDS.contains(pass.kind()) && pass.exitStatus() != 0)
                .findFirst();
        if (memory.isMet()) {
            result.down().message("out of memory: the routes were stopped; start anew with more (-Xmx)");
        } else if (bad.isPresent()) {
            result.down()
                    .message("the last " + bad.get().kind().label() + " run ended with status "
                            + bad.get().exitStatus() + ": its summary in the log and report.json say why");
        } else if (schedule.isOn() && schedule.isAway()) {
            result.down()
                    .message("no run begins: the database of state.jdbc.url cannot be used; the check state says why");
        } else if (!schedule.objection().isEmpty()) {
            result.down().message("no run begins here by the schedule: " + schedule.objection());
        } else if (schedule.isOn() && schedule.next().isEmpty()) {
            result.down()
                    .message(
                            "no run is scheduled: the route start-on-schedule is stopped, or ingest.cron has no time to come");
        } else {
            result.up();
        }
    }
}
