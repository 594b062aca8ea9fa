package io.github.stitchopenmetadata.run;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessages;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.support.Patience;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class MessageStreamTest {

    private final MessageStreams streams = new MessageStreams(new LineageMessages());
    private final Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("shop"));

    private static LineageMessage message(String source) {
        return new LineageMessage(
                LineageMessage.VERSION,
                "run",
                "shop",
                "2026-03-01T00:00:00Z",
                Messages.named(source, "platform.hp-postgres", Map.of()),
                null,
                false,
                null,
                null);
    }

    private CompletableFuture<Void> put(String source) {
        return CompletableFuture.runAsync(() -> {
            try {
                streams.put(message(source), run);
            } catch (InterruptedException stopping) {
                throw new IllegalStateException(stopping);
            }
        });
    }

    @Test
    void handsOverOneAtATimeUntilTheEnd() throws Exception {
        MessageStream stream = streams.open(run);
        CompletableFuture<Void> first = put("a");

        assertThat(stream.hasNext()).isTrue();
        assertThat(first).isNotDone();
        assertThat(stream.next()).contains("\"name\":\"a\"");
        Patience.get(first);
        streams.end(run);
        assertThat(stream.hasNext()).isFalse();
    }

    @Test
    void tellsWhoHandsOverThatNobodyTakesMore() {
        MessageStream stream = streams.open(run);
        CompletableFuture<Void> waiting = put("a");
        assertThat(stream.hasNext()).isTrue();

        stream.close();

        assertThatThrownBy(() -> Patience.get(waiting)).hasMessageContaining("nobody takes the messages");
        assertThat(streams.isOpen(run)).isFalse();
    }

    @Test
    void endsWithItsRun() {
        MessageStream stream = streams.open(run);
        CompletableFuture<Boolean> taker = CompletableFuture.supplyAsync(stream::hasNext);

        run.life().interrupt();

        await().until(taker::isDone);
        assertThat(taker.join()).isFalse();
    }
}
