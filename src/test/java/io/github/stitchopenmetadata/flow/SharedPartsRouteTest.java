package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.StateServer;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same with the parts in a database, and what only several processes do with them. */
@Tag(Extent.THOROUGH)
class SharedPartsRouteTest extends PartsRouteTest {

    /** Of the workers. The process of the other tests has another one. */
    private String url;

    @BeforeEach
    void makeDatabase() throws Exception {
        url = StateServer.database();
    }

    @Override
    Map<String, String> state() throws Exception {
        return StateServer.settings(StateServer.database());
    }

    /** A process that takes messages. Its dead letters are of no interest. */
    private Connector worker() throws Exception {
        Map<String, String> settings = new HashMap<>(StateServer.settings(url));
        settings.put("lineage.parts.wait", "3600000");
        return servers.connector(settings);
    }

    private static void send(Connector worker, ObjectNode part) {
        worker.context()
                .createFluentProducerTemplate()
                .withBody(part.toString())
                .to("seda:lineage")
                .send();
    }

    private long waiting() throws Exception {
        return Long.parseLong(StateServer.query(url, "select count(*) from stitch_openmetadata_parts")
                .get(0));
    }

    private void awaitDelivered() {
        await().until(() -> hasFingerprint() && waiting() == 0);
        assertThat(edges()).isEqualTo(16);
    }

    @Test
    void putsPartsTogetherWhicheverProcessTakesWhich() throws Exception {
        try (Connector one = worker();
                Connector other = worker()) {
            List<ObjectNode> parts = parts(17);
            Collections.shuffle(parts, new Random(Extent.seed()));
            for (int i = 0; i < parts.size(); i++) {
                send(i % 2 == 0 ? one : other, parts.get(i));
            }

            awaitDelivered();
            assertThat(StateServer.query(url, "select begun from stitch_openmetadata_deliveries where complete"))
                    .as("delivered once")
                    .containsExactly("0");
        }
    }

    /** The broker hands out the message once more that the killed worker had not done with, and those it had are in the database. */
    @Test
    void losesNothingWithAWorkerThatIsKilled() throws Exception {
        List<ObjectNode> parts = parts(17);
        ObjectNode last = parts.remove(16);
        try (Connector killed = worker()) {
            parts.forEach(part -> send(killed, part));
            await().until(() -> waiting() == 16);
        }
        try (Connector next = worker()) {
            send(next, last);
            awaitDelivered();
        }
    }

    /** A worker was killed in the middle of the delivery: the message that made the source complete comes again, and others do. */
    @Test
    void deliversAgainForThePartThatMadeTheSourceComplete() throws Exception {
        List<ObjectNode> parts = parts(17);
        try (Connector worker = worker()) {
            servers.catalogServer.breakDownAfter(0);
            parts.subList(0, 16).forEach(part -> send(worker, part));
            await().until(() -> waiting() == 16);
            // as it is after the process was killed while it delivered
            StateServer.execute(url, "create rule kept as on delete to stitch_openmetadata_parts do instead nothing");
            send(worker, parts.get(16));
            await().until(() -> StateServer.query(url, "select number from stitch_openmetadata_parts where completes")
                    .equals(List.of("17")));
            await().until(() -> StateServer.query(
                                    url,
                                    "select begun from stitch_openmetadata_deliveries where begun = 0 and not complete")
                            .size()
                    == 1);
            StateServer.execute(url, "drop rule kept on stitch_openmetadata_parts");
            servers.catalogServer.recover();

            send(worker, parts.get(3));
            await().until(() -> taken(worker));
            assertThat(waiting()).isEqualTo(17);
            send(worker, parts.get(16));
            awaitDelivered();
        }
    }

    private static boolean taken(Connector worker) {
        return worker.context().getInflightRepository().size() == 0;
    }
}
