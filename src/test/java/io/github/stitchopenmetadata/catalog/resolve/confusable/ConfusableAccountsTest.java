package io.github.stitchopenmetadata.catalog.resolve.confusable;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.Extent;
import java.util.Locale;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Random accounts whose names are easily confused: no edge and no pair is drawn that is not known to be true, none that is
 * known to be true is missed, and what nothing decides is reported so. Beside the oracle stands the loading that was played
 * under one reading of the documentation: no edge leads to what another stream was loaded into, unless every reading gives the
 * stream that name. A failure shows the first few of each kind with the accounts that they are from.
 */
class ConfusableAccountsTest {

    private static final int SHOWN = 3;

    @Test
    void areNotConfused() throws Exception {
        int accounts = Extent.count(500, 10_000);
        long firstSeed = Extent.seed();
        Judge judge = new Judge();
        for (long seed = firstSeed; seed < firstSeed + accounts; seed++) {
            judge.judge(new AccountGenerator(seed).next());
        }
        System.out.println(summary(judge, accounts));
        SoftAssertions softly = new SoftAssertions();
        softly.assertThat(judge.forbiddenEdges.stream().limit(SHOWN))
                .as("forbidden edges")
                .isEmpty();
        softly.assertThat(judge.missedEdges.stream().limit(SHOWN))
                .as("missed edges")
                .isEmpty();
        softly.assertThat(judge.forbiddenPairs.stream().limit(SHOWN))
                .as("forbidden pairs")
                .isEmpty();
        softly.assertThat(judge.missedPairs.stream().limit(SHOWN))
                .as("missed pairs")
                .isEmpty();
        softly.assertThat(judge.unreported.stream().limit(SHOWN))
                .as("unreported")
                .isEmpty();
        softly.assertThat(judge.guessed.stream().limit(SHOWN)).as("guessed").isEmpty();
        softly.assertAll();
        assertThat(judge.dueEdges).isGreaterThan(accounts / 4);
        assertThat(judge.duePairs).isGreaterThan(accounts / 4);
        assertThat(judge.undecided).isGreaterThan(accounts / 50);
    }

    private static String summary(Judge judge, int accounts) {
        return String.format(
                Locale.ROOT,
                "%,d accounts, %,d streams: %,d edges due, %d forbidden, %d missed; %,d pairs due, %d forbidden, %d missed;"
                        + " %,d undecided, %d unreported; %,d edges loaded, %d of them otherwise; %,d pairs, %d; precision of edges %.4f, of pairs %.4f; recall %.4f and %.4f",
                accounts,
                judge.streams,
                judge.dueEdges,
                judge.forbiddenEdges.size(),
                judge.missedEdges.size(),
                judge.duePairs,
                judge.forbiddenPairs.size(),
                judge.missedPairs.size(),
                judge.undecided,
                judge.unreported.size(),
                judge.loadedEdges,
                judge.otherwiseLoadedEdges,
                judge.loadedPairs,
                judge.otherwiseLoadedPairs,
                share(judge.dueEdges - judge.missedEdges.size(), judge.forbiddenEdges.size()),
                share(judge.duePairs - judge.missedPairs.size(), judge.forbiddenPairs.size()),
                share(judge.dueEdges - judge.missedEdges.size(), judge.missedEdges.size()),
                share(judge.duePairs - judge.missedPairs.size(), judge.missedPairs.size()));
    }

    private static double share(int part, int rest) {
        return part + rest == 0 ? 1 : (double) part / (part + rest);
    }
}
