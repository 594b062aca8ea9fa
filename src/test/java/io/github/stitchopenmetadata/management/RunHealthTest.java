package io.github.stitchopenmetadata.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.run.Failures;
import io.github.stitchopenmetadata.run.OutOfMemory;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.workflow.Workflows;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The health check as Camel finds it among the beans, without Camel Main. */
class RunHealthTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Runs runs = new Runs(new Workflows(), new Catalogs());
    private final Schedule schedule = new Schedule();

    @BeforeEach
    void start() {
        schedule.setCamelContext(context);
        schedule.setOn(false);
        context.getRegistry().bind("runHealth", new RunHealth(runs, schedule, new OutOfMemory(null)));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private HealthCheck.Result lastRun() {
        return HealthCheckHelper.invoke(context).stream()
                .filter(result -> result.getCheck().getId().equals("last-run"))
                .findFirst()
                .orElseThrow();
    }

    private void run(Pass.Kind kind, boolean good) {
        Pass pass = runs.begin(kind.label());
        if (!good) {
            new Failures().configurationRefused(pass, new IllegalStateException("no"));
        }
        runs.finish(pass);
    }

    @Test
    void followsTheLastRunOfEachKindThatComesOnASchedule() {
        assertThat(lastRun().getState()).isEqualTo(HealthCheck.State.UP);

        run(Pass.Kind.STATUS, false);
        run(Pass.Kind.LINEAGE, true);
        assertThat(lastRun()).satisfies(down -> {
            assertThat(down.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(down.getMessage())
                    .hasValueSatisfying(message -> assertThat(message).contains("last status run", "status 2"));
            assertThat(down.getDetails()).containsKeys("run.last.lineage", "run.last.status");
        });

        run(Pass.Kind.STATUS, true);
        run(Pass.Kind.REPLAY, false);
        run(Pass.Kind.PREVIEW, false);
        assertThat(lastRun().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void missesARunThatIsNotScheduledOnlyWhereThereShouldBeOne() {
        schedule.setOn(true);

        assertThat(lastRun().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(HealthCheckHelper.invokeLiveness(context))
                .noneMatch(result -> result.getCheck().getId().equals("last-run"));
        assertThat(HealthCheckHelper.invokeReadiness(context))
                .noneMatch(result -> result.getCheck().getId().equals("last-run"));
    }
}
