package io.github.stitchopenmetadata.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.state.Database;
import io.github.stitchopenmetadata.stitch.StitchCalls;
import org.junit.jupiter.api.Test;

/** A token that Stitch refuses is tried in its other region, and nowhere else. */
class RegionCheckTest {

    private static final String NORTH_AMERICA = "https://api.stitchdata.com";
    private static final String EUROPE = "https://api.eu-central-1.stitchdata.com";

    private final CheckBook book = new CheckBook(
            new StitchCalls(),
            new CatalogCalls(),
            new Catalogs(),
            LoadingRules.load(),
            "",
            "",
            new Database("", "", "", ""));

    /** @return the check of the token, after Stitch answered as it did */
    private RunningCheck token(Run run, CallFailedException refusal) {
        RunningCheck check = book.checks(run).stream()
                .filter(one -> one.kind() == CheckKind.STITCH_ACCESS)
                .findFirst()
                .orElseThrow();
        if (refusal == null) {
            check.workflow().answered(CheckKind.STITCH_REACHABLE, JsonNodeFactory.instance.arrayNode());
        } else {
            check.workflow().refused(CheckKind.STITCH_REACHABLE, refusal);
        }
        return check;
    }

    private static Run at(String address) {
        return Run.of(Pass.Kind.CHECK, ShopWorkflow.atStitch(address));
    }

    @Test
    void saysWhichRegionAcceptsTheTokenAndWhatToSet() {
        Run run = at(NORTH_AMERICA);
        RunningCheck check = token(run, FailedCall.with(401));

        assertThat(book.asksStitch(check)).isTrue();
        assertThat(book.asking(check, run).workflow().stitch().baseUrl()).hasToString(EUROPE);
        assertThatThrownBy(() -> book.judge(check, JsonNodeFactory.instance.arrayNode()))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("Europe");
        book.failed(check, stepFailed(check));
        assertThat(check.workflow().steps().get(0).toString()).contains(EUROPE, "hostPort");
    }

    private Exception stepFailed(RunningCheck check) {
        try {
            book.judge(check, JsonNodeFactory.instance.arrayNode());
            throw new AssertionError("the check went well");
        } catch (Exception failed) {
            return failed;
        }
    }

    @Test
    void tellsTheRefusalWhereBothRegionsRefuse() {
        RunningCheck check = token(at(EUROPE), FailedCall.with(401));

        book.failed(check, FailedCall.with(401));

        assertThat(check.workflow().steps().get(0).state()).isEqualTo(CheckResult.State.FAILED);
        assertThat(check.workflow().steps().get(0).toString()).contains("401");
    }

    @Test
    void asksNobodyElseWhereTheTokenIsAcceptedOrTheHostIsNotStitchs() {
        Run accepted = at(NORTH_AMERICA);
        assertThat(book.asksStitch(token(accepted, null))).isFalse();

        Run elsewhere = at("https://stitch.example");
        RunningCheck check = token(elsewhere, FailedCall.with(401));
        assertThat(book.asksStitch(check)).isFalse();
        assertThat(book.asking(check, elsewhere)).isSameAs(elsewhere);
    }
}
