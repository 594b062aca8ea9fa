package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.support.SettableClock;
import io.github.stitchopenmetadata.workflow.Workflow;
import org.junit.jupiter.api.Test;

class MessageRunsTest {

    private static final Workflow SHOP = ShopWorkflow.named("shop");

    private final Catalogs catalogs = new Catalogs();
    private final SettableClock clock = new SettableClock();
    private final MessageRuns runs = new MessageRuns(catalogs, "own"::equals, clock);

    private Run enter(String id) {
        Run run = runs.enter(id, SHOP);
        if (catalogs.of(run) == null) {
            catalogs.open(JsonNodeFactory.instance.objectNode().put("version", "1.13.0"), run);
        }
        return run;
    }

    @Test
    void countEachMessageAloneAndShareWhatIsKnownOfTheCatalog() {
        Run first = enter("one");
        first.counts().add(Count.EDGES_DRAWN, 3);
        runs.leave(first);

        Run second = runs.enter("one", SHOP);
        assertThat(second).isEqualTo(first);
        assertThat(second.counts().of(Count.EDGES_DRAWN)).isZero();
        assertThat(catalogs.of(second)).isNotNull();
        assertThat(second.counts().edgeLosses()).isSameAs(first.counts().edgeLosses());
    }

    @Test
    void letGoOfARunThatIsOverForLong() {
        Run idle = enter("idle");
        Run busy = enter("busy");
        runs.leave(idle);
        clock.move(300_000);
        enter("next");
        assertThat(catalogs.of(idle)).isNotNull();

        clock.move(1);
        enter("next");

        assertThat(catalogs.of(idle)).isNull();
        assertThat(catalogs.of(busy)).isNotNull();
    }

    /** As where one process delivers for hundreds of accounts. */
    @Test
    void letGoOfThatUsedLeastLatelyWhereThereAreMany() {
        Run first = enter("first");
        runs.leave(first);
        Run own = enter("own");
        runs.leave(own);
        for (int i = 0; i < 20; i++) {
            runs.leave(enter("run " + i));
        }

        assertThat(catalogs.of(first)).isNull();
        assertThat(catalogs.of(runs.enter("run 19", SHOP))).isNotNull();
        assertThat(catalogs.of(own))
                .as("a run of this process lets go of it itself")
                .isNotNull();
    }

    @Test
    void breakOffWhenTheProcessIsToldToStop() {
        Run message = enter("one");
        Run other = Run.of(Pass.Kind.LINEAGE, SHOP);

        message.life().interrupt();
        other.life().interrupt();

        assertThat(message.life().brokenOff()).isEqualTo("the process is told to stop");
        assertThat(message.life().stopped()).isNotNull();
        assertThat(other.life().brokenOff()).isNull();
        assertThat(other.life().stopped()).isEqualTo("stopped before it was done");
    }
}
