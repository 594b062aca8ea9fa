package io.github.stitchopenmetadata.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolesTest {

    private static final String DATABASE = "jdbc:postgresql://db/stitch";

    private static List<String> problems(String role, String queue, String results, String database) {
        Map<String, String> settings = Map.of(
                "ingest.role", role, "lineage.queue", queue, "lineage.results", results, "state.jdbc.url", database);
        return Roles.problems(key -> settings.getOrDefault(key, ""));
    }

    private static List<String> missing(Map<String, String> settings, String... components) {
        return Roles.missingComponents(key -> settings.getOrDefault(key, ""), List.of(components)::contains);
    }

    @Test
    void needNothingWhereOneProcessDoesAll() {
        assertThat(problems("all", "seda:lineage?size=16", "", "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"extract", "deliver"})
    void areTakenWithABrokerAndADatabase(String role) {
        assertThat(problems(
                        role,
                        "kafka:lineage?brokers=a:1,b:2&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
                                + "&pollOnError=RECONNECT",
                        "kafka:results?pollOnError=RECONNECT",
                        DATABASE))
                .isEmpty();
        assertThat(problems(role, "jms:queue:lineage", "jms:topic:results", DATABASE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"extract", "deliver"})
    void areRefusedWithWhatToSet(String role) {
        assertThat(problems(role, "seda:lineage?size=16", "", " "))
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem).startsWith("ingest.role is " + role + ", "))
                .satisfiesExactly(
                        queue -> assertThat(queue).contains("lineage.queue must lead to them, such as kafka:"),
                        results -> assertThat(results).contains("lineage.results must lead to them, such as kafka:"),
                        database -> assertThat(database).contains("state.jdbc.url must name the PostgreSQL database"));
    }

    @Test
    void areRefusedWhereATopicWouldLoseMessages() {
        assertThat(problems("deliver", "kafka:lineage?breakOnFirstError=true", "kafka:results", DATABASE))
                .satisfiesExactly(
                        queue -> assertThat(queue)
                                .startsWith("lineage.queue is a topic of Kafka without ")
                                .contains("pollOnError=RECONNECT", "autoCommitEnable=false", "allowManualCommit=true")
                                .doesNotContain("breakOnFirstError"),
                        results -> assertThat(results)
                                .startsWith("lineage.results is a topic of Kafka without pollOnError=RECONNECT: "));
        Map<String, String> ofAllTopics = Map.of(
                "lineage.results", "kafka:results",
                "workflows.queue", "jms:queue:workflows",
                "camel.component.kafka.pollOnError", "RECONNECT");
        assertThat(Roles.problems(key -> ofAllTopics.getOrDefault(key, ""))).isEmpty();
    }

    @Test
    void namesTheStepThatBringsAComponent() {
        Map<String, String> settings =
                Map.of("lineage.queue", "kafka:lineage?brokers=a:1", "lineage.results", "amqp:topic:results");

        assertThat(missing(settings, "seda", "kafka", "amqp")).isEmpty();
        assertThat(missing(settings, "seda"))
                .satisfiesExactly(
                        kafka -> assertThat(kafka)
                                .contains(
                                        "component for kafka: is not there",
                                        "-Pkafka",
                                        "dependency:copy-dependencies@lib")
                                .hasSizeLessThan(200),
                        amqp -> assertThat(amqp).contains("camel-amqp", "lib/"));
    }
}
