package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExpectationsTest {

    private Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));

    private List<Failure> judged(String failOn, int minimum) {
        new Expectations(failOn, minimum).judge(run);
        return run.problems().failures();
    }

    private void streams(int count, MissingEdge.Reason... missing) {
        for (int stream = 0; stream < count; stream++) {
            run.counts().progress().streamDone();
        }
        for (MissingEdge.Reason reason : missing) {
            run.counts().missing(List.of(new MissingEdge("shop", "orders", reason, "")));
        }
    }

    @Test
    void asksForNothingUnlessItIsTold() {
        streams(1, MissingEdge.Reason.AMBIGUOUS);
        run.problems().note("something");

        assertThat(judged("", 0)).isEmpty();
    }

    @Test
    void failsOnMissingEdges() {
        streams(2, MissingEdge.Reason.AMBIGUOUS);

        assertThat(judged("warnings, missing", 0)).singleElement().satisfies(failure -> assertThat(failure.why())
                .contains("1", "ingest.failOn"));
    }

    @Test
    void failsOnWarnings() {
        run.problems().note("something");

        assertThat(judged("warnings", 0)).singleElement().satisfies(failure -> assertThat(failure.why())
                .contains("something"));
    }

    @Test
    void failsBelowTheCoverage() {
        streams(10, MissingEdge.Reason.AMBIGUOUS);

        assertThat(judged("", 90)).isEmpty();
        assertThat(judged("", 91)).singleElement().satisfies(failure -> assertThat(failure.why())
                .contains("90 % of 10", "91 %"));
    }

    @Test
    void asksOfAnAccountWhatItSaysItself() {
        run = Run.of(
                Pass.Kind.LINEAGE,
                ShopWorkflow.withSettings(Map.of("ingest.minCoverage", "90", "ingest.failOn", "warnings")));
        streams(10, MissingEdge.Reason.AMBIGUOUS);

        assertThat(judged("missing", 100)).isEmpty();
    }

    /** Nobody expects an edge of a stream that was never loaded. */
    @Test
    void leavesOutStreamsThatNeedNoEdge() {
        streams(2, MissingEdge.Reason.NEVER_LOADED, MissingEdge.Reason.NO_SOURCE_TABLE);

        assertThat(judged("missing", 100)).isEmpty();
    }

    @Test
    void asksNothingOfARunThatWasStopped() {
        streams(1, MissingEdge.Reason.AMBIGUOUS);
        run.life().stop("stopped");

        assertThat(judged("missing", 100)).isEmpty();
    }
}
