package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which service of the catalog a source is, and which streams a source has. */
class SourceSideRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(1, 2, 1, 1.0);
    private static final String TABLE = ACCOUNT.streams(
                    ACCOUNT.sources().get(0).path("id").asLong())
            .get(0)
            .path("stream_name")
            .asText();

    @AutoClose
    private final Servers servers = Servers.of(ACCOUNT);

    @BeforeEach
    void start() {
        servers.catalogServer.catalog().addDatabaseService("staging_postgres", "Postgres");
        servers.catalogServer
                .catalog()
                .addTable("staging_postgres", "shop", "source_0001", TABLE, List.of(new AccountColumn("id", "INT")));
    }

    @Test
    void doesNotGuessBetweenTwoServicesThatFit() throws Exception {
        Run run = ingest(Map.of("stitch.dbServiceNames", "prod_postgres,staging_postgres,warehouse"));

        assertThat(run.counts().of(Count.EDGES_DRAWN)).isZero();
        assertThat(run.counts().missingEdges()).hasSize(2).allSatisfy(edge -> {
            assertThat(edge.reason()).isEqualTo(Reason.AMBIGUOUS);
            assertThat(edge.detail()).contains("prod_postgres.shop.source_0001", "staging_postgres.shop.source_0001");
        });
    }

    @Test
    void followsTheSettingThatSaysWhichServiceIsMeant() throws Exception {
        ingest(Map.of(
                "stitch.dbServiceNames",
                "prod_postgres,staging_postgres,warehouse",
                "lineage.source.source_0001",
                "staging_postgres.shop",
                "lineage.destination",
                "warehouse"));

        assertThat(servers.catalogServer.catalog().edges())
                .extracting(StoredEdge::from)
                .containsExactly("staging_postgres.shop.source_0001." + TABLE);
    }

    @Test
    void saysWhenTheChosenServiceIsNotAmongThoseNamed() throws Exception {
        servers.catalogServer.catalog().addDatabaseService("lake", "Snowflake");

        Run run = ingest(Map.of("lineage.destination", "lake.ANALYTICS"));

        assertThat(run.counts().missingEdges()).hasSize(2).allSatisfy(edge -> assertThat(edge.detail())
                .contains("SOURCE_0001", "ANALYTICS", "lake", "lineage.destination", "dbServiceNames"));
    }

    @Test
    void tellsAStreamThatWasNeverLoadedFromATableThatTheCatalogLacks() throws Exception {
        servers.catalogServer
                .catalog()
                .removeTable("warehouse.ANALYTICS.SOURCE_0001." + TABLE.toUpperCase(java.util.Locale.ROOT));

        assertThat(ingest(Map.of()).counts().missingEdges())
                .extracting(MissingEdge::stream, MissingEdge::reason)
                .containsExactly(tuple(TABLE, Reason.DESTINATION_TABLE_NOT_IN_CATALOG));
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/" + ACCOUNT.clientId() + "/loads"))
                .willReturn(okJson("{\"data\":[],\"links\":{}}")));
        assertThat(ingest(Map.of()).counts().missingEdges())
                .extracting(MissingEdge::stream, MissingEdge::reason)
                .containsExactly(tuple(TABLE, Reason.NEVER_LOADED));
    }

    @Test
    void asksForTheConnectorBehindATypeThatTheRulesDoNotKnow() throws Exception {
        ObjectNode source = ACCOUNT.sources().get(0).deepCopy();
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/sources"))
                .willReturn(okJson("[" + source.put("type", "platform.brand-new-pg") + "]")));
        servers.stitch.stubFor(get(urlPathEqualTo("/v4/source-types/platform.brand-new-pg"))
                .willReturn(okJson(
                        "{\"type\":\"platform.brand-new-pg\",\"details\":{\"protocol\":\"platform.hp-postgres\"}}")));

        assertThat(ingest(Map.of()).counts().of(Count.EDGES_DRAWN)).isEqualTo(2);
        servers.stitch.verify(1, getRequestedFor(urlPathEqualTo("/v4/source-types/platform.brand-new-pg")));
    }

    @Test
    void followsAUsersOwnNamingRules(@TempDir Path folder) throws Exception {
        servers.catalogServer
                .catalog()
                .addTable(
                        "warehouse",
                        "ANALYTICS",
                        "RAW_SOURCE_0001",
                        TABLE.toUpperCase(java.util.Locale.ROOT),
                        List.of(new AccountColumn("ID", "NUMBER")));
        Path rules = Files.writeString(
                folder.resolve("rules.yaml"),
                """
                destinations:
                  snowflake:
                    schemas: [[{prepend: raw_}, uppercase]]
                """);

        ingest(Map.of("lineage.rules", rules.toString()));

        assertThat(servers.catalogServer.catalog().edges())
                .extracting(StoredEdge::to)
                .containsExactly("warehouse.ANALYTICS.RAW_SOURCE_0001." + TABLE.toUpperCase(java.util.Locale.ROOT));
    }

    private Run ingest(Map<String, String> settings) throws Exception {
        try (Connector connector = servers.connector(settings)) {
            return connector.ingestOne();
        }
    }
}
