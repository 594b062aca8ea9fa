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
 * Arguments: {@code kafka} or {@code jms}; consumers of a process that delivers.
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
                serve(Map.of(
                        "lineage.queue",
                        "kafka:stitch-lineage?brokers=" + broker.address()
                                + "&groupId=stitch-deliverers&autoOffsetReset=earliest&autoCommitEnable=false"
                                + "&allowManualCommit=true&kafkaManualCommitFactory="
                                + "#class:org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommitFactory"
                                + "&breakOnFirstError=true&maxPollRecords=1&maxPollIntervalMs=3600000&consumersCount="
                                + args[1],
                        "lineage.results",
                        "kafka:stitch-results?brokers=" + broker.address()));
            }
        } else {
            try (ArtemisBroker broker = new ArtemisBroker(folder)) {
                Map<String, String> settings = new HashMap<>(broker.settings());
                settings.put(
                        "lineage.queue",
                        "jms:queue:stitch-lineage?transacted=true&lazyCreateTransactionManager=false&concurrentConsumers="
                                + args[1]);
                settings.put("lineage.results", "jms:topic:stitch-results");
                serve(settings);
            }
        }
        // threads of the brokers may outlast them
        System.exit(0);
    }

    private static void serve(Map<String, String> settings) throws IOException {
        System.out.println(Json.MAPPER.writeValueAsString(settings));
        try (InputStream input = System.in) {
            input.readAllBytes();
        }
    }
}
