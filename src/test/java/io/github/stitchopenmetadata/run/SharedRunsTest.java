package io.github.stitchopenmetadata.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.support.SettableClock;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedRunsTest {

    private static final Workflow SHOP = ShopWorkflow.named("shop");

    private final Catalogs catalogs = new Catalogs();
    private final SettableClock clock = new SettableClock();
    private final SharedRuns shared = new SharedRuns(catalogs, clock);

    private Run enter(String runId, Workflow workflow) {
        LineageMessage message = new LineageMessage(
                LineageMessage.VERSION,
                runId,
                "any",
                "2026-03-01T00:00:00Z",
                Messages.named("source", "platform.hp-postgres", Map.of()),
                null,
                false,
                null,
                null);
        return new Run(shared.enter(message, workflow), Pass.Kind.DELIVERY, workflow, RunTime.unlimited());
    }

    private void connect(Run run) {
        catalogs.open(JsonNodeFactory.instance.objectNode().put("version", "1.13.0"), run);
    }

    @Test
    void messagesOfOneExtractionShareWhatIsKnown() {
        Run first = enter("one", SHOP);
        shared.leave(first);
        clock.move(59_000);

        assertThat(enter("one", SHOP).id()).isEqualTo(first.id());
        assertThat(enter("one", ShopWorkflow.named("other")).id()).isNotEqualTo(first.id());
    }

    @Test
    void whatComesLaterReadsTheCatalogAnew() {
        Run first = enter("one", SHOP);
        connect(first);
        shared.leave(first);
        clock.move(60_000);

        assertThat(enter("one", SHOP).id()).isNotEqualTo(first.id());
        assertThat(catalogs.of(first)).isNull();
    }

    @Test
    void anotherExtractionLeavesThatUnderWayItsCatalog() {
        Run first = enter("one", SHOP);
        connect(first);

        assertThat(enter("two", SHOP).id()).isNotEqualTo(first.id());
        assertThat(catalogs.of(first)).isNotNull();
        shared.leave(first);
        assertThat(catalogs.of(first)).isNull();
    }
}
