package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.text.WorkItem;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunTest {

    private final Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));
    private final Workflows workflows = new Workflows();
    private final Runs runs = new Runs(workflows, new Catalogs());
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
            run.problems().failed("shop", "why");
        }

        assertThat(run.counts().missing()).isEqualTo(Map.of(Reason.AMBIGUOUS, 25_000L, Reason.FAILED, 2L));
        assertThat(run.counts().missingEdges()).hasSize(20_000);
        assertThat(run.problems().failureCount()).isEqualTo(20_001);
        assertThat(run.problems().failures()).hasSize(20_000);
    }

    @Test
    void goesOnAfterAFailure() {
        Item crm = new Item("crm");
        failures.failed(run, new Item("shop\u001b[2J"), new IllegalStateException("line one\nline two"));
        failures.failed(run, crm, FailedCall.with(403));
        failures.failed(run, new Item("hr"), new NullPointerException());
        failures.failed(
                run, new Item("erp"), new IllegalStateException(null, new IllegalArgumentException("the root")));

        assertThat(run.problems().failures())
                .containsExactly(
                        new Failure("shop [2J", "line one line two"),
                        new Failure("crm", "Stitch /v4/sources: answered 403"),
                        new Failure("hr", "NullPointerException"),
                        new Failure("erp", "the root"));
        assertThat(crm.failures).singleElement().isInstanceOf(CallFailedException.class);
        assertThat(runs.isWanted(run)).isTrue();
        assertThatCode(() -> runs.ensureWanted(run)).doesNotThrowAnyException();
    }

    @Test
    void endsWithTheFirstRefusedToken() {
        run.life().refuse(FailedCall.with(401).getMessage(), Side.STITCH);
        failures.failed(run, new Item("crm"), new RunStoppedException("because"));
        failures.connectionRefused(run, new RunStoppedException("because"));
        run.life().refuse("the other one, too", Side.OPENMETADATA);
        run.life().stop("later");

        assertThat(run.life().isRefused()).isTrue();
        assertThat(run.life().refusedBy()).isEqualTo(Side.STITCH);
        assertThat(run.life().stopped()).isEqualTo("Stitch /v4/sources: answered 401");
        assertThat(run.problems().failureCount()).isZero();
        assertThat(runs.isWanted(run)).isFalse();
        assertThatThrownBy(() -> runs.ensureWanted(run))
                .isInstanceOf(RunStoppedException.class)
                .hasMessage("Stitch /v4/sources: answered 401");
    }

    /** All else in the check can still be told. */
    @Test
    void goesOnWithACheckWhenATokenIsRefused() {
        Run check = Run.of(Pass.Kind.CHECK, ShopWorkflow.named("stitch"));

        check.life().refuse(FailedCall.with(401).getMessage(), Side.STITCH);

        assertThat(runs.isWanted(check)).isTrue();
        assertThat(check.life().isRefused()).isFalse();
    }

    @Test
    void waitsForNothingOnceItIsStopped() {
        runs.handOver(messageOf(run), run);
        assertThat(runs.isDelivering(run)).isTrue();
        run.life().stop("stopped before it was done");

        assertThat(runs.isDelivering(run)).isFalse();
        assertThat(run.life().isRefused()).isFalse();
    }

    @Test
    void isDoneWhenAllThatWasHandedOverIsAcknowledged() {
        runs.handOver(messageOf(run), run);
        assertThat(runs.isDelivering(run)).isTrue();

        runs.acknowledge(run, messageOf(run));

        assertThat(runs.isDelivering(run)).isFalse();
        assertThat(run.life().stopped()).isNull();
    }

    @Test
    void neverOverlapsAnotherPassOfItsKind() {
        Pass lineage = runs.begin("lineage");

        assertThat(runs.isBegun(lineage)).isTrue();
        assertThat(runs.isRunning("lineage")).isTrue();
        assertThat(runs.isBegun(runs.begin("lineage"))).isFalse();
        assertThat(runs.isRunning("status")).isFalse();
        assertThat(runs.isBegun(runs.begin("status"))).isTrue();
        runs.finish(lineage);
        assertThat(runs.last()).containsExactly(lineage);
        assertThat(runs.isRunning("lineage")).isFalse();
        assertThat(runs.isBegun(runs.begin("lineage"))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Pass.Kind.class)
    void beginsAPassOfTheKindThatIsNamed(Pass.Kind kind) {
        Pass pass = runs.begin(kind.label());

        assertThat(pass.kind()).isEqualTo(kind);
        assertThat(pass.subject()).isNull();
        assertThat(runs.isReplay(pass)).isEqualTo(kind == Pass.Kind.REPLAY);
        assertThat(runs.isOf(Run.of(kind, ShopWorkflow.named("stitch")), kind.label()))
                .isTrue();
    }

    /** A file counts as a pass of its own, which a pass over all dead letters does not overlap. */
    @Test
    void beginsAReplayOfAnythingElse() {
        Object file = new Object();

        Pass pass = runs.begin(file);

        assertThat(pass.kind()).isEqualTo(Pass.Kind.REPLAY);
        assertThat(pass.subject()).isSameAs(file);
        assertThat(runs.isBegun(runs.begin("replay"))).isFalse();
    }

    @Test
    void forgetsARunThatIsOverButForOneThatWasStopped() {
        readSettings();
        Pass pass = runs.begin("lineage");
        List<AccountWork> accounts =
                runs.accounts(pass, List.of(ShopWorkflow.named("stitch"), ShopWorkflow.named("stitch")));
        Run delivered = runs.start(accounts.get(0));
        Run stopped = runs.start(accounts.get(1));
        stopped.life().stop("stopped before it was done");
        assertThat(runs.of(messageOf(delivered))).isSameAs(delivered);

        runs.finish(pass);

        assertThat(runs.of(messageOf(delivered))).isNotSameAs(delivered);
        assertThat(runs.of(messageOf(stopped))).isSameAs(stopped);
    }

    @Test
    void rebuildsTheRunOfAMessageThatAnotherProcessMade() {
        readSettings();

        Run foreign = runs.of(messageOf(run));

        assertThat(foreign).isEqualTo(run).isNotSameAs(run);
        assertThat(foreign.kind()).isEqualTo(Pass.Kind.LINEAGE);
        assertThat(foreign.workflow().serviceName()).isEqualTo("stitch");
        assertThat(foreign.workflow().file()).isEqualTo("application.properties");
        assertThat(runs.of(messageOf(run))).isSameAs(foreign);
    }

    private void readSettings() {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "ingest.workflow", "",
                "stitch.serviceName", "stitch",
                "stitch.token", "stitch-token",
                "stitch.dbServiceNames", "shop_db",
                "openmetadata.hostPort", "https://catalog.example/api",
                "openmetadata.jwtToken", "catalog-token"));
        CamelContext context = new DefaultCamelContext();
        context.getPropertiesComponent().setOverrideProperties(settings);
        workflows.setCamelContext(context);
    }

    private static final class Item implements WorkItem {

        private final String title;
        private final List<Exception> failures = new ArrayList<>();

        Item(String title) {
            this.title = title;
        }

        @Override
        public String title() {
            return title;
        }

        @Override
        public void failed(Exception cause) {
            failures.add(cause);
        }
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
                List.of(),
                List.of());
    }
}
