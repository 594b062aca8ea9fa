package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.text.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names travel through URLs, fully qualified names, JSON and Camel; none of them may be taken for anything but a name. */
class AwkwardNamesRouteTest {

    private static final List<String> NAMES = List.of(
            "shop.eu",
            "a/b",
            "it's",
            "two  words",
            "50% off+more?#x&y=z",
            "größe_注文",
            "${body}",
            "{{lineage.queue}}",
            "semi;colon,comma(paren)",
            "back\\slash",
            "CON\tTROL",
            "$simple{variable.run}",
            "#{runs}",
            "#bean:runs",
            "RAW(a&b)",
            "null",
            "'quoted'",
            "{{stitch.token}}",
            "{{env:HOME}}",
            "${exception.message}",
            "true",
            "%1$s {} %n");

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.4.0", "2.0.0"})
    void deliversSourcesAndTablesOfEveryName(String version) throws Exception {
        StitchAccount account = account();
        try (StitchServer stitch = new StitchServer(account, "stitch-token");
                CatalogServer catalog = new CatalogServer(version, "catalog-token")) {
            catalog.catalog().addDatabaseService("prod.postgres", "Postgres");
            catalog.catalog().addDatabaseService("ware.house", "Postgres");
            for (String name : NAMES) {
                catalog.catalog()
                        .addTable(
                                "prod.postgres",
                                "shop",
                                "schema of " + clean(name),
                                clean(name),
                                List.of(new AccountColumn("id." + clean(name), "INT")));
                catalog.catalog()
                        .addTable(
                                "ware.house",
                                "dwh",
                                clean(name),
                                clean(name),
                                List.of(new AccountColumn("id." + clean(name), "INT")));
            }
            Map<String, String> settings =
                    Map.of("stitch.serviceName", "stitch.prod", "stitch.dbServiceNames", "prod.postgres,ware.house");

            try (Connector connector = Connector.between(stitch.url(), catalog.url(), settings)) {
                Run run = connector.ingestOne();

                assertThat(run.problems().failures()).isEmpty();
                assertThat(run.counts().missingEdges()).isEmpty();
                assertThat(run.counts().of(Count.EDGES_DRAWN)).isEqualTo(NAMES.size());
                assertThat(catalog.catalog().pipelines().values())
                        .extracting(pipeline -> pipeline.path("name").asText())
                        .containsExactlyInAnyOrderElementsOf(
                                NAMES.stream().map(AwkwardNamesRouteTest::clean).toList());
                assertThat(catalog.catalog().edges())
                        .allSatisfy(edge -> assertThat(edge.details().path("columnsLineage"))
                                .hasSize(1));

                assertThat(connector.status().runs().get(0).problems().failures())
                        .isEmpty();
                assertThat(catalog.catalog().pipelines().keySet())
                        .allSatisfy(fqn ->
                                assertThat(catalog.catalog().statuses(fqn)).hasSize(1));

                long writes = catalog.writes();
                assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UNCHANGED))
                        .isEqualTo(NAMES.size());
                assertThat(catalog.writes()).isEqualTo(writes);
            }
        }
    }

    /** What OpenMetadata accepts: control characters become spaces. */
    private static String clean(String name) {
        return name.replace('\t', ' ');
    }

    private static StitchAccount account() {
        StitchAccount.Builder account = StitchAccount.builder();
        account.addDestination(
                json("{'id': 7, 'type': 'postgres', 'stitch_client_id': 42, 'properties': {'database': 'dwh'}}"));
        IntStream.range(0, NAMES.size()).forEach(i -> {
            String name = NAMES.get(i);
            ObjectNode source = json(
                    "{'type': 'platform.hp-postgres', 'stitch_client_id': 42, 'properties': {},"
                            + "'created_at': '2026-01-01T00:00:00Z', 'report_card': {'current_step_type': 'fully_configured'}}");
            account.addSource(source.put("id", i + 1).put("name", name).put("display_name", name));
            ObjectNode stream = json("{'selected': true, 'tap_stream_id': 'x'}");
            stream.put("stream_id", 100 + i).put("stream_name", clean(name));
            stream.putObject("metadata").put("database-name", "shop").put("schema-name", "schema of " + clean(name));
            account.addStream(i + 1, stream, schema("id." + clean(name)));
            account.addExtraction(
                    json(
                            "{'source_id': " + (i + 1) + ", 'job_name': 'j', 'start_time': '2026-01-02T00:00:00Z',"
                                    + "'completion_time': '2026-01-02T00:01:00Z', 'discovery_exit_status': 0, 'tap_exit_status': 0, 'target_exit_status': 0}"));
        });
        return account.build();
    }

    private static JsonNode schema(String field) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        schema.putObject("properties").putObject(field).put("type", "integer");
        ObjectNode answer = Json.MAPPER.createObjectNode().put("schema", schema.toString());
        ObjectNode metadata = answer.putArray("metadata").addObject();
        metadata.putArray("breadcrumb").add("properties").add(field);
        metadata.putObject("metadata").put("inclusion", "automatic");
        return answer;
    }

    private static ObjectNode json(String text) {
        try {
            return (ObjectNode) Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException mistyped) {
            throw new IllegalArgumentException(mistyped);
        }
    }
}
