package io.github.stitchopenmetadata.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** An Apache Kafka of one node, without ZooKeeper, in this process. */
public final class KafkaBroker implements AutoCloseable {

    private final Properties settings = new Properties();
    private final String address;
    private final Link link = new Link();
    private KafkaRaftServer server;

    /** @param folder in which its log lies; it goes on with what is there when it is started again */
    public KafkaBroker(Path folder) throws Exception {
        this(folder, Map.of());
    }

    /** @param more settings of the broker */
    public KafkaBroker(Path folder, Map<String, String> more) throws Exception {
        List<Integer> ports = freePorts(3);
        address = "127.0.0.1:" + ports.get(0);
        link.leadTo(ports.get(2));
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + ports.get(1),
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://" + address + ",FAR://127.0.0.1:" + ports.get(2) + ",CONTROLLER://127.0.0.1:"
                        + ports.get(1),
                "log.dirs",
                folder.toString(),
                "offsets.topic.replication.factor",
                "1",
                "offsets.topic.num.partitions",
                "1",
                "group.initial.rebalance.delay.ms",
                "0",
                "num.partitions",
                "8"));
        settings.putAll(Map.of(
                "advertised.listeners",
                "PLAINTEXT://" + address + ",FAR://" + link.address(),
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,FAR:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT"));
        settings.putAll(
                Map.of("controlled.shutdown.enable", "false", "log.cleaner.enable", "false", "num.io.threads", "4"));
        settings.put("initial.broker.registration.timeout.ms", Long.toString(Patience.LIMIT.toMillis()));
        settings.putAll(more);
        new Formatter()
                .setPrintStream(new java.io.PrintStream(java.io.OutputStream.nullOutputStream()))
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(1)
                .setControllerListenerName("CONTROLLER")
                .setMetadataLogDirectory(Files.createDirectories(folder).toString())
                .addDirectory(folder.toString())
                .run();
        start();
    }

    /** As {@code bootstrap.servers} has it. */
    public String address() {
        return address;
    }

    /** Another way to it, for a client that has the address of the link in the place of {@link #address}. */
    public Link link() {
        return link;
    }

    /** The address of a topic whose messages processes share, each delivered before it is committed. */
    public String queue(String topic, String group, String... options) {
        return topic(
                        topic,
                        "groupId=" + group,
                        "autoOffsetReset=earliest",
                        "autoCommitEnable=false",
                        "allowManualCommit=true",
                        "kafkaManualCommitFactory=#class:org.apache.camel.component.kafka.consumer.DefaultKafkaManualCommitFactory",
                        "breakOnFirstError=true",
                        "maxPollRecords=1")
                + more(options);
    }

    /** The address of a topic that each process reads as a whole. */
    public String topic(String topic, String... options) {
        return "kafka:" + topic + "?brokers=" + address + "&pollOnError=RECONNECT" + more(options);
    }

    private static String more(String... options) {
        return Stream.of(options).map(option -> "&" + option).collect(Collectors.joining());
    }

    public void start() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        server.startup();
    }

    /** @param settings of the topic, such as {@code max.message.bytes} */
    public void createTopic(String name, int partitions, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    private Admin admin() {
        return Admin.create(
                Map.of("bootstrap.servers", address, "default.api.timeout.ms", (int) Patience.LIMIT.toMillis()));
    }

    /** @return how many consumers a group has */
    public int members(String group) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .size();
        }
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    @Override
    public void close() throws IOException {
        stop();
        link.close();
    }

    private static List<Integer> freePorts(int count) {
        List<ServerSocket> open = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                open.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> ports = open.stream().map(ServerSocket::getLocalPort).toList();
            for (ServerSocket socket : open) {
                socket.close();
            }
            return ports;
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
