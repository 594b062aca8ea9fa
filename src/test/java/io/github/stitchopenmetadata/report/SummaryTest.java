package io.github.stitchopenmetadata.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.catalog.resolve.DroppedColumn;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Fence;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.RunEnds;
import io.github.stitchopenmetadata.run.Tally;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.stitch.JobsLimitException;
import io.github.stitchopenmetadata.stitch.JobsPace;
import io.github.stitchopenmetadata.stitch.StitchCalls;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {

    private static final Instant START = Instant.parse("2024-02-03T04:05:06Z");

    private final Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));

    private static String summary(Pass.Kind kind, Run... runs) {
        Pass pass = new Pass(kind, START);
        Stream.of(runs)
                .map(run ->
                        new Run(run.id(), kind, run.workflow(), run.counts(), run.problems(), run.life(), Fence.NONE))
                .forEach(run -> pass.add(pass.runs().size(), run));
        return Stream.concat(
                        Summary.of(pass).stream(),
                        pass.runs().stream().flatMap(run -> Summary.of(run, Duration.ofMillis(12_340)).stream()))
                .collect(Collectors.joining("\n"));
    }

    private void count(Count what, int times) {
        for (int i = 0; i < times; i++) {
            run.counts().add(what);
        }
    }

    @Test
    void tellsHowManyRowsWentIntoTheHistory() {
        assertThat(summary(Pass.Kind.STATUS, run)).doesNotContain("history");

        run.counts().pushed().add("runs", 0);
        assertThat(summary(Pass.Kind.STATUS, run)).endsWith("\n  history    0 rows pushed");

        run.counts().pushed().add("runs", 1);
        run.counts().pushed().add("edges", 0);
        run.counts().pushed().add("task_statuses", 12);
        assertThat(summary(Pass.Kind.LINEAGE, run))
                .endsWith("\n  history    13 rows pushed: 1 into runs, 12 into task_statuses");
    }

    @Test
    void tellsAWholeLineageRun() {
        count(Count.SOURCES, 12);
        count(Count.SOURCES_LEFT_OUT, 2);
        count(Count.PIPELINES_CREATED, 3);
        count(Count.PIPELINES_UPDATED, 4);
        count(Count.PIPELINES_UNCHANGED, 5);
        count(Count.EDGES_DRAWN, 40);
        count(Count.EDGES_UNCHANGED, 60);
        List<MissingEdge> missing = new ArrayList<>();
        for (String stream : List.of("zeta", "beta", "alpha", "delta", "eta", "gamma", "epsilon")) {
            missing.add(new MissingEdge(
                    "shop",
                    stream,
                    Reason.DESTINATION_TABLE_NOT_IN_CATALOG,
                    "no table " + stream.toUpperCase(Locale.ROOT) + " in w.A.SHOP"));
        }
        missing.add(new MissingEdge("shop", "users", Reason.AMBIGUOUS, "tables [a, b]\nfit\u001b[31m equally well"));
        missing.add(new MissingEdge("crm", "users", Reason.NO_SOURCE_TABLE, "source type platform.hubspot"));
        missing.add(new MissingEdge("crm", "deals", Reason.NO_SOURCE_TABLE, "source type platform.hubspot"));
        missing.add(new MissingEdge("ads", "users", Reason.NO_SOURCE_TABLE, "source type platform.adwords"));
        run.counts().missing(missing);
        run.problems().failed("crm (12) stream users", "Stitch /v4/sources/12/streams/7: answered 500");

        assertThat(summary(Pass.Kind.LINEAGE, run))
                .isEqualTo(
                        """
                stitch (shop.yaml), 12.3 s
                  sources    12 read, 2 left out (deleted, filtered or not set up)
                  pipelines  3 created, 4 updated, 5 unchanged
                  edges      40 drawn, 60 unchanged, 11 missing
                    7 × destination table not in catalog: run the metadata ingestion of the warehouse, or check dbServiceNames
                        shop / alpha: no table ALPHA in w.A.SHOP
                        shop / beta: no table BETA in w.A.SHOP
                        shop / delta: no table DELTA in w.A.SHOP
                        shop / epsilon: no table EPSILON in w.A.SHOP
                        shop / eta: no table ETA in w.A.SHOP
                        … and 2 more
                    3 × source is no database: set lineage.saas to register or pipeline to draw edges for SaaS, webhook, Import API and file sources
                        ads / users: source type platform.adwords
                        crm / deals: source type platform.hubspot
                        crm / users: source type platform.hubspot
                    1 × ambiguous: do what stands beside each of them: several names fit, so none is taken
                        shop / users: tables [a, b] fit [31m equally well
                  1 failure:
                        crm (12) stream users: Stitch /v4/sources/12/streams/7: answered 500""");
    }

    @Test
    void tellsTheColumnsWithOneLinePerReason() {
        run.counts().add(Count.COLUMNS_LINKED, 1_234);
        for (int i = 1; i <= 1_005; i++) {
            run.counts()
                    .droppedColumns()
                    .add(new DroppedColumn("shop", "orders", "note " + i, DroppedColumn.Reason.NOT_LOADED_YET));
        }
        run.counts()
                .droppedColumns()
                .add(new DroppedColumn("crm", "users", "address.\u001b[31mcity", DroppedColumn.Reason.AMBIGUOUS));

        assertThat(summary(Pass.Kind.LINEAGE, run))
                .isEqualTo(
                        """
                stitch (shop.yaml), 12.3 s
                  sources    0 read, 0 left out (deleted, filtered or not set up)
                  pipelines  0 created, 0 updated, 0 unchanged
                  edges      0 drawn, 0 unchanged, 0 missing
                  columns    1,234 linked, 1,006 left out
                    1,005 × not in the destination yet: only NULLs so far, or not loaded; such as shop / orders / note 1, shop / orders / note 2, shop / orders / note 3
                    1 × ambiguous: several names fit equally well, so none is taken; such as crm / users / address. [31mcity""");
    }

    @Test
    void tellsARunThatHadNothingToDo() {
        assertThat(summary(Pass.Kind.LINEAGE, run))
                .isEqualTo(
                        """
                stitch (shop.yaml), 12.3 s
                  sources    0 read, 0 left out (deleted, filtered or not set up)
                  pipelines  0 created, 0 updated, 0 unchanged
                  edges      0 drawn, 0 unchanged, 0 missing""");
    }

    @Test
    void showsTheFirstFailuresOnly() {
        for (int i = 1; i <= 7; i++) {
            run.problems().failed("source " + i, "why " + i);
        }

        assertThat(summary(Pass.Kind.LINEAGE, run))
                .isEqualTo(
                        """
                stitch (shop.yaml), 12.3 s
                  sources    0 read, 0 left out (deleted, filtered or not set up)
                  pipelines  0 created, 0 updated, 0 unchanged
                  edges      0 drawn, 0 unchanged, 0 missing
                  7 failures:
                        source 1: why 1
                        source 2: why 2
                        source 3: why 3
                        source 4: why 4
                        source 5: why 5
                        … and 2 more""");
    }

    @Test
    void showsFailuresForTheSameCauseOnceAndTheMostFrequentFirst() {
        run.problems().failed("shop", "Stitch /v4/sources/1/streams: answered 500", "Stitch: answered 500");
        for (int i = 1; i <= 1234; i++) {
            run.problems()
                    .failed(
                            "source " + i,
                            "OpenMetadata /api/v1/lineage/" + i + ": answered 503",
                            "OpenMetadata: answered 503");
        }

        assertThat(summary(Pass.Kind.STATUS, run))
                .isEqualTo(
                        """
                stitch (shop.yaml): run status of 0 pipelines delivered, 0 unchanged, in 12.3 s
                  1235 failures:
                        1,234 × OpenMetadata: answered 503; such as source 1, source 2, source 3
                        shop: Stitch /v4/sources/1/streams: answered 500""");
        assertThat(run.problems().failures()).hasSize(1235);
    }

    @Test
    void tellsWhyARunWasRefused() {
        RunEnds.refuse(run, "no such host api.stitchdata.com, check the hostPort setting");
        Run stopped = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("second"));
        RunEnds.stop(stopped, "stopped before it was done");

        assertThat(summary(Pass.Kind.LINEAGE, run, stopped))
                .isEqualTo(
                        """
                stitch (shop.yaml): stopped, no such host api.stitchdata.com, check the hostPort setting
                second (shop.yaml): stopped before it was done
                second (shop.yaml), 12.3 s
                  sources    0 read, 0 left out (deleted, filtered or not set up)
                  pipelines  0 created, 0 updated, 0 unchanged
                  edges      0 drawn, 0 unchanged, 0 missing""");
    }

    @Test
    void tellsWhatARunHadDoneWhenItsTokenWasRefused() {
        count(Count.SOURCES, 1);
        RunEnds.refuse(run, "answered 401");

        assertThat(summary(Pass.Kind.LINEAGE, run))
                .startsWith(
                        "stitch (shop.yaml): stopped, answered 401\nstitch (shop.yaml), 12.3 s\n  sources    1 read,");
    }

    @Test
    void tellsARunOfStatus() {
        count(Count.STATUSES, 1);
        count(Count.STATUSES_UNCHANGED, 3);
        Run second = Run.of(Pass.Kind.STATUS, ShopWorkflow.named("second"));
        second.problems().failed("run status of second.shop", "answered 404");

        assertThat(summary(Pass.Kind.STATUS, run, second))
                .isEqualTo(
                        """
                stitch (shop.yaml): run status of 1 pipeline delivered, 3 unchanged, in 12.3 s
                second (shop.yaml): run status of 0 pipelines delivered, 0 unchanged, in 12.3 s
                  1 failure:
                        run status of second.shop: answered 404""");
    }

    @Test
    void tellsWhatIsLeftOfRunStatus(@TempDir Path state) {
        JobsPace pace = new JobsPace(new StateFiles(state.toString()), 30, 600_000);
        Request request = new StitchCalls()
                .extractions(4711, null, (page, list) -> {})
                .next()
                .limit(new Request.Limit("4711", false));
        JobsLimitException limit = assertThrows(JobsLimitException.class, () -> {
            for (int i = 0; i <= 30; i++) {
                pace.isFull(new Attempt(request, URI.create("https://api.stitchdata.com"), false));
            }
        });
        new Tally().statusLeft(run, "370 of 400 pages left", limit);

        assertThat(summary(Pass.Kind.STATUS, run))
                .isEqualTo(
                        """
                stitch (shop.yaml): run status of 0 pipelines delivered, 0 unchanged, in 12.3 s
                  370 of 400 pages left: Stitch allows 30 requests in 10 minutes; the next run goes on there""");
        assertThat(run.problems().failureCount()).isZero();
    }

    @Test
    void tellsWhatIsWrongWithTheConfiguration() {
        Pass pass = new Pass(Pass.Kind.LINEAGE, START);
        pass.configurationRefused(List.of("shop.yaml:3: source.serviceName is missing", "crm.yaml: not found"));

        assertThat(Summary.of(pass))
                .containsExactly(
                        "Nothing was done: shop.yaml:3: source.serviceName is missing",
                        "Nothing was done: crm.yaml: not found");
    }
}
