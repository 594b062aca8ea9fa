package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RunTest {

    private final Run run = new Run(ShopWorkflow.named("stitch"));
    private final Runs runs = new Runs();
    private final Tally tally = new Tally();
    private final Failures failures = new Failures();

    @Test
    void countsWhatHappens() {
        tally.sourceRead(run);
        tally.sourceRead(run);
        tally.tableRegistered(run, null);

        assertThat(run.counts().of(Count.SOURCES)).isEqualTo(2);
        assertThat(run.counts().of(Count.TABLES_REGISTERED)).isEqualTo(1);
        assertThat(run.counts().of(Count.STATUSES)).isZero();
    }

    @Test
    void countsAllTroubleAndRemembersSoMuch() {
        run.counts().missing(Collections.nCopies(25_000, new MissingEdge("shop", "orders", Reason.AMBIGUOUS, "why")));
        run.counts().missing(Collections.nCopies(2, new MissingEdge("shop", "orders", Reason.FAILED, "why")));
        for (int i = 0; i < 20_001; i++) {
            run.failed("shop", "why");
        }

        assertThat(run.counts().missing()).isEqualTo(Map.of(Reason.AMBIGUOUS, 25_000L, Reason.FAILED, 2L));
        assertThat(run.counts().missingEdges()).hasSize(20_000);
        assertThat(run.problems().failureCount()).isEqualTo(20_001);
        assertThat(run.problems().failures()).hasSize(20_000);
    }

    @Test
    void goesOnAfterAFailure() {
        failures.failed(run, "shop\u001b[2J", new IllegalStateException("line one\nline two"));
        failures.failed(run, "crm", FailedCall.with(403));
        failures.failed(run, "hr", new NullPointerException());
        failures.failed(run, "erp", new IllegalStateException(null, new IllegalArgumentException("the root")));

        assertThat(run.problems().failures())
                .containsExactly(
                        new Failure("shop [2J", "line one line two"),
                        new Failure("crm", "Stitch /v4/sources: answered 403"),
                        new Failure("hr", "NullPointerException"),
                        new Failure("erp", "the root"));
        assertThat(runs.isWanted(run)).isTrue();
        assertThatCode(() -> runs.ensureWanted(run)).doesNotThrowAnyException();
    }

    @Test
    void endsWithTheFirstRefusedToken() {
        failures.stopIfRefused(run, FailedCall.with(401));
        failures.failed(run, "crm", new RunStoppedException("because"));
        run.stop("later");

        assertThat(run.life().isRefused()).isTrue();
        assertThat(run.life().stopped()).isEqualTo("Stitch /v4/sources: answered 401");
        assertThat(run.problems().failureCount()).isZero();
        assertThat(runs.isWanted(run)).isFalse();
        assertThatThrownBy(() -> runs.ensureWanted(run))
                .isInstanceOf(RunStoppedException.class)
                .hasMessage("Stitch /v4/sources: answered 401");
    }

    @Test
    @Timeout(60)
    void waitsForNothingOnceItIsStopped() throws Exception {
        runs.handOver(run);
        run.stop("stopped before it was done");

        runs.awaitDeliveries(run);
        assertThat(run.life().isRefused()).isFalse();
    }

    @Test
    void neverOverlapsAnotherPassOfItsKind() {
        Pass lineage = runs.begin(Pass.Kind.LINEAGE);

        assertThat(runs.begin(Pass.Kind.LINEAGE)).isNull();
        assertThat(runs.begin(Pass.Kind.STATUS)).isNotNull();
        runs.finish(lineage);
        assertThat(runs.last()).containsExactly(lineage);
        assertThat(runs.begin(Pass.Kind.LINEAGE)).isNotNull();
    }

    @Test
    void forgetsARunThatIsOverButForOneThatWasStopped() {
        Pass pass = runs.begin(Pass.Kind.LINEAGE);
        Run delivered = runs.start(pass, ShopWorkflow.named("stitch"));
        Run stopped = runs.start(pass, ShopWorkflow.named("stitch"));
        stopped.stop("stopped before it was done");
        assertThat(runs.of(messageOf(delivered), delivered.workflow())).isSameAs(delivered);

        runs.finish(pass);

        assertThat(runs.of(messageOf(delivered), delivered.workflow())).isNotSameAs(delivered);
        assertThat(runs.of(messageOf(stopped), stopped.workflow())).isSameAs(stopped);
    }

    private static LineageMessage messageOf(Run run) {
        return new LineageMessage(
                1,
                run.id(),
                "stitch",
                "2024-02-03T04:05:06Z",
                Messages.postgres(),
                Messages.snowflake(),
                false,
                List.of());
    }
}
