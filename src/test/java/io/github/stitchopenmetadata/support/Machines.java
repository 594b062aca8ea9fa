package io.github.stitchopenmetadata.support;

import io.github.stitchopenmetadata.run.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One process that extracts and some that deliver, each a Camel context here, with a broker between them. */
public final class Machines implements AutoCloseable {

    private final Servers servers;
    private final Map<String, String> shared;
    private final Path folder;
    private final Connector extractor;
    private final List<Connector> deliverers = new ArrayList<>();

    /**
     * @param broker     the settings that lead to it
     * @param deliverers how many
     */
    public Machines(Servers servers, Map<String, String> broker, int deliverers) throws Exception {
        this.servers = servers;
        this.folder = Files.createTempDirectory(Path.of("target"), "machines");
        this.shared = new HashMap<>(Map.of(
                "state.directory", folder.resolve("state").toString(),
                "deadletter.directory", folder.resolve("dead-letters").toString(),
                "lineage.results.wait", "120000"));
        shared.putAll(broker);
        for (int i = 0; i < deliverers; i++) {
            addDeliverer();
        }
        extractor = process("extract", Map.of());
    }

    /** @param topics what the names of the topics begin with: each is new */
    public static Map<String, String> over(KafkaBroker broker, String topics, int partitions) throws Exception {
        broker.createTopic(topics + "-lineage", partitions, Map.of());
        broker.createTopic(topics + "-results", 1, Map.of());
        return at(broker, topics);
    }

    /** @param topics what the names of topics begin with that are there: for one that is made later a consumer looks too seldom */
    public static Map<String, String> at(KafkaBroker broker, String topics) {
        return Map.of(
                "lineage.queue",
                broker.queue(
                        topics + "-lineage", "deliverers", "pollTimeoutMs=100", "maxBlockMs=2000", "consumersCount=2"),
                "lineage.results",
                broker.topic(topics + "-results", "pollTimeoutMs=100", "maxBlockMs=2000"));
    }

    /** @param queues what the names of the queue and the topic begin with */
    public static Map<String, String> over(ArtemisBroker broker, String queues) {
        Map<String, String> settings = new HashMap<>(broker.settings());
        settings.put("lineage.queue", broker.queue(queues + "-lineage", "2") + "&receiveTimeout=100");
        settings.put("lineage.results", "jms:topic:" + queues + "-results?receiveTimeout=100");
        return settings;
    }

    /** @return a lineage run, which ends when the last of its messages has been delivered */
    public Run ingestOne() {
        return extractor.ingestOne();
    }

    public Connector extractor() {
        return extractor;
    }

    public List<Connector> deliverers() {
        return deliverers;
    }

    /** One process more that delivers. */
    public Connector addDeliverer() throws Exception {
        return addDeliverer(Map.of());
    }

    /** @param more settings of its own, in the place of those that all have */
    public Connector addDeliverer(Map<String, String> more) throws Exception {
        deliverers.add(process("deliver", more));
        return deliverers.get(deliverers.size() - 1);
    }

    /** A message of somebody else, in the queue. */
    public void send(Object message) {
        extractor
                .context()
                .createFluentProducerTemplate()
                .withBody(message)
                .to(shared.get("lineage.queue"))
                .send();
    }

    public Path deadLetters() {
        return folder.resolve("dead-letters");
    }

    private Connector process(String role, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(shared);
        settings.putAll(more);
        settings.put("ingest.role", role);
        return servers.connector(settings);
    }

    /** All at once, because each waits for its consumers. */
    @Override
    public void close() {
        IntStream.rangeClosed(0, deliverers.size())
                .parallel()
                .mapToObj(i -> i < deliverers.size() ? deliverers.get(i) : extractor)
                .forEach(Connector::close);
    }
}
