package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.stitch.JobsLimitException;
import io.github.stitchopenmetadata.stitch.JobsPace;
import io.github.stitchopenmetadata.stitch.StitchCalls;
import io.github.stitchopenmetadata.text.JsonText;
import java.nio.file.Path;
import org.apache.camel.language.bean.RuntimeBeanExpressionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {

    @TempDir
    private Path folder;

    private final Tally tally = new Tally();
    private final Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));

    /** What the limit throws where there is no place left. */
    private Exception limit() throws JobsLimitException {
        JobsPace pace = new JobsPace(new StateFiles(folder.toString()), 1, 60_000);
        Account account = new Account(JsonText.json("[{'id': 11, 'stitch_client_id': 4711, 'name': 'shop'}]"));
        Attempt attempt = new Attempt(
                new StitchCalls().firstLoads(account, 1).next(),
                run.workflow().stitch().baseUrl(),
                false);
        pace.isFull(attempt);
        return catchException(() -> pace.isFull(attempt));
    }

    /** Camel puts an exception of its own around what a condition throws. */
    @Test
    void saysNothingOfLoadsThatTheLimitKeepsBack() throws Exception {
        Exception limit = limit();
        assertThat(limit).isInstanceOf(JobsLimitException.class);

        tally.loadsUnread(run, limit);
        tally.loadsUnread(run, new RuntimeBeanExpressionException(null, "jobsPace", "isFull", limit));

        assertThat(run.problems().notes()).isEmpty();
    }

    @Test
    void notesThatLoadsCannotBeReadUnlessTheRunWasStopped() {
        tally.loadsUnread(run, FailedCall.with(500));
        assertThat(run.problems().notes()).singleElement().asString().endsWith("Stitch /v4/sources: answered 500");

        run.life().stop("enough");
        tally.loadsUnread(run, FailedCall.with(500));
        assertThat(run.problems().notes()).hasSize(1);
    }
}
