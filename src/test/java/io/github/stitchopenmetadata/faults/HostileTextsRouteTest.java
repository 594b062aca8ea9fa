package io.github.stitchopenmetadata.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Foreign texts are shown as they are, but for what would steer a terminal, and nothing in them is carried out. */
class HostileTextsRouteTest {

    /** A terminal escape in both its forms, a line break, text that runs backwards, a separator of lines, a character that erases. */
    private static final String STEERING = "\u001b[31mred\u009b2J\r\nINFO forged\u202eevil\u2066\u2028x\u007f\u0000";

    private static final String PLACEHOLDERS =
            "{{stitch.token}} {{openmetadata.jwtToken}} ${body} $simple{body} #{runs} {} %s";

    @AutoClose
    private final Servers servers =
            new Servers(account(), "1.13.0", catalog -> catalog.addDatabaseService("prod_postgres", "Postgres"));

    @AutoClose
    private final LogLines log = new LogLines();

    @BeforeEach
    void logAll() {
        ((Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata")).setLevel(Level.DEBUG);
    }

    @Test
    void areShownAndNotCarriedOut(@TempDir Path folder) throws Exception {
        String error = Json.MAPPER
                .createObjectNode()
                .put("code", 400)
                .put("message", STEERING + PLACEHOLDERS)
                .toString();
        servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/pipelines"))
                .willReturn(aResponse().withStatus(400).withBody(error)));
        servers.stitch.stubFor(get(urlPathMatching("/v4/sources/2/streams"))
                .willReturn(aResponse().withStatus(500).withBody(STEERING + PLACEHOLDERS)));
        Map<String, String> settings = Map.of(
                "report.directory", folder.toString(), "retry.attempts", "0", "stitch.dbServiceNames", "prod_postgres");

        try (Connector connector = servers.connector(settings)) {
            connector.ingest();
            connector.status();
        }

        String report = Files.readString(folder.resolve("report.json"));
        List<String> lines = Stream.of(Level.DEBUG, Level.INFO, Level.WARN, Level.ERROR)
                .flatMap(level -> log.at(level).stream())
                .toList();
        String all = String.join("\n", lines) + report;
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029]"));
        assertThat(report).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]");
        assertThat(all).doesNotContain("stitch-token", "catalog-token").contains(PLACEHOLDERS);
        assertThat(Json.MAPPER.readTree(report).at("/runs/0/missing").findValuesAsText("source"))
                .contains("{{stitch.token}}", STEERING);
        assertThat(lines)
                .anyMatch(line -> line.contains("answered 400 \"") && line.contains("red") && line.contains("forged"));
    }

    private static StitchAccount account() {
        StitchAccount.Builder account = StitchAccount.builder();
        account.addDestination((ObjectNode) JsonText.json(
                "{'id': 7, 'type': 'snowflake', 'stitch_client_id': 42, 'properties': {'database': 'dwh'}}"));
        addSource(account, 1, "{{stitch.token}}");
        addSource(account, 2, PLACEHOLDERS);
        addSource(account, 3, STEERING);
        return account.build();
    }

    private static void addSource(StitchAccount.Builder account, long id, String name) {
        ObjectNode source = (ObjectNode)
                JsonText.json(
                        "{'type': 'platform.hp-postgres', 'stitch_client_id': 42, 'properties': {},"
                                + "'created_at': '2026-01-01T00:00:00Z', 'report_card': {'current_step_type': 'fully_configured'}}");
        account.addSource(
                source.put("id", id).put("name", name).put("display_name", name).put("type", "platform.hp-postgres"));
        ObjectNode stream = (ObjectNode)
                JsonText.json("{'selected': true, 'tap_stream_id': 'x', 'metadata': {'database-name': 'shop'}}");
        stream.withObject("/metadata").put("schema-name", name);
        JsonNode schema = JsonText.json("{'schema': '{}', 'metadata': []}");
        account.addStream(id, stream.put("stream_id", 100 + id).put("stream_name", name), schema);
    }
}
