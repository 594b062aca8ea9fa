package io.github.stitchopenmetadata.benchmark;

import io.github.stitchopenmetadata.support.ArtemisBroker;
import io.github.stitchopenmetadata.support.KafkaBroker;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The JVM of a broker: prints the settings, as JSON in one line, of the processes that use it; the end of its input ends it.
 * Arguments: {@code kafka} or {@code jms}; consumers of a process that delivers; accounts that a process which extracts takes at a
 * time, or 0 where they are not shared out.
 */
final class BrokerMain {

    /** More than there are consumers, so that each has about as much to do. */
    private static final int PARTITIONS = 64;

    private BrokerMain() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of("target"), "broker");
        if (args[0].equals("kafka")) {
            try (KafkaBroker broker = new KafkaBroker(folder)) {
                broker.createTopic("stitch-lineage", PARTITIONS, Map.of());
                broker.createTopic("stitch-results", 1, Map.of());
                broker.createTopic("stitch-workflows", PARTITIONS, Map.of());
                serve(
                        Map.of("lineage.results", broker.topic("stitch-results")),
                        kafka(broker, "stitch-lineage", args[1]),
                        kafka(broker, "stitch-workflows", args[2]),
                        args[2]);
            }
        } else {
            try (ArtemisBroker broker = new ArtemisBroker(folder)) {
                Map<String, String> settings = new HashMap<>(broker.settings());
                settings.put("lineage.results", "jms:topic:stitch-results");
                serve(
                        settings,
                        broker.queue("stitch-lineage", args[1]),
                        broker.queue("stitch-workflows", args[2]),
                        args[2]);
            }
        }
        // threads of the brokers may outlast them
        System.exit(0);
    }

    /** A process that was killed is found out in the least time that the broker allows. */
    private static String kafka(KafkaBroker broker, String topic, String consumers) {
        return broker.queue(
                topic,
                topic,
                "maxPollIntervalMs=3600000",
                "sessionTimeoutMs=6000",
                "heartbeatIntervalMs=2000",
                "consumersCount=" + consumers);
    }

    private static void serve(Map<String, String> settings, String messages, String workflows, String accounts)
            throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("lineage.queue", messages);
        if (Integer.parseInt(accounts) > 0) {
            all.put("workflows.queue", workflows);
            all.put("stitch.accounts.concurrency", accounts);
        }
        System.out.println(Json.MAPPER.writeValueAsString(all));
        try (InputStream input = System.in) {
            input.readAllBytes();
        }
    }
}
