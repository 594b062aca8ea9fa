package io.github.stitchopenmetadata.support;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/**
 * A Stitch account with something of every kind: databases, an application, a webhook, a paused source, a failed
 * extraction and connection check, and names that are too long for old catalogs and differ at their very end only.
 */
public final class MixedAccount {

    public static final long SHOP = 1;
    public static final long CUSTOMERS = 12;
    public static final long CRM = 3;

    /** Longer than the name of a pipeline may be before 1.4; two sources and their streams begin with it. */
    public static final String LONG =
            "a_name_of_two_hundred_characters_".repeat(7).substring(0, 199);
    /** Short enough for a table that 1.1 can hold, too long for one that is registered below another service. */
    static final String HALF = LONG.substring(0, 99);

    private static final String FIELD = LONG.substring(0, 39);

    private MixedAccount() {}

    /** The account beside a catalog of that version with its tables, the team {@code data_platform} and the domain {@code Sales}. */
    public static Servers serve(String version) throws IOException {
        return new Servers(account(), version, MixedAccount::fill);
    }

    /**
     * The account as it was, beside another catalog.
     *
     * @param version of the catalog; the newest one, telling this, where it is no version
     */
    public static void renew(Servers servers, String version) throws IOException {
        boolean known = Versions.isKnown(version);
        servers.renew(account(), known ? version : Versions.NEWEST, MixedAccount::fill);
        if (!known) {
            servers.catalog.stubFor(get(urlPathEqualTo("/api/v1/system/version"))
                    .willReturn(okJson("{\"version\":\"" + version + "\"}")));
        }
    }

    /** The connector, which looks for tables in the services that hold the account's. */
    public static Connector connector(Servers servers, Map<String, String> settings) throws Exception {
        Map<String, String> all = new java.util.HashMap<>(settings);
        all.put("stitch.dbServiceNames", "prod_postgres,prod_mysql,warehouse");
        return servers.connector(all);
    }

    private static StitchAccount account() throws IOException {
        try (InputStream text = MixedAccount.class.getResourceAsStream("/mixed-account.json")) {
            ObjectNode content = (ObjectNode) Json.MAPPER.readTree(text);
            ArrayNode sources = content.withArray("sources");
            sources.add(copy(sources.get(0).deepCopy(), 101, LONG, "1"));
            sources.add(copy(sources.get(0).deepCopy(), 102, LONG, "2"));
            sources.add(copy(sources.get(2).deepCopy(), 103, HALF, "3"));
            return StitchAccount.of(content);
        }
    }

    /** A copy of a source with two copies of its first stream, each with two of that one's first field, under long names. */
    private static ObjectNode copy(ObjectNode source, long id, String name, String end) {
        source.put("id", id).put("name", name + end).put("display_name", name + end);
        ObjectNode stream = source.withArray("streams").get(0).deepCopy();
        ObjectNode field = stream.withArray("fields").get(0).deepCopy();
        stream.putArray("fields")
                .add(field.deepCopy().put("name", FIELD + "1"))
                .add(field.deepCopy().put("name", FIELD + "2"));
        source.putArray("streams")
                .add(stream.deepCopy().put("stream_id", id * 10 + 1).put("stream_name", name + "1"))
                .add(stream.deepCopy().put("stream_id", id * 10 + 2).put("stream_name", name + "2"));
        return source;
    }

    private static void fill(StoredCatalog catalog) {
        catalog.addTeam("data_platform");
        catalog.addDomain("Sales");
        catalog.addDatabaseService("prod_postgres", "Postgres");
        catalog.addDatabaseService("prod_mysql", "Mysql");
        catalog.addDatabaseService("warehouse", "Snowflake");
        catalog.addTable(
                "prod_postgres",
                "shop",
                "public",
                "orders",
                List.of(new AccountColumn("id", "BIGINT"), new AccountColumn("total", "NUMERIC")));
        catalog.addTable("prod_postgres", "shop", "public", "customers", List.of(new AccountColumn("id", "BIGINT")));
        catalog.addTable("prod_postgres", "archive", "public", "orders", List.of(new AccountColumn("id", "BIGINT")));
        catalog.addTable(
                "prod_mysql", "default", "fulfilment", "shipments", List.of(new AccountColumn("id", "BIGINT")));
        catalog.addTable(
                "warehouse",
                "DWH",
                "SHOP",
                "ORDERS",
                List.of(new AccountColumn("ID", "NUMBER"), new AccountColumn("TOTAL", "DOUBLE")));
        catalog.addTable("warehouse", "DWH", "SHOP", "CUSTOMERS", List.of(new AccountColumn("ID", "NUMBER")));
        catalog.addTable("warehouse", "DWH", "ARCHIVE", "ORDERS", List.of(new AccountColumn("ID", "NUMBER")));
        catalog.addTable("warehouse", "DWH", "FULFILMENT", "SHIPMENTS", List.of(new AccountColumn("ID", "NUMBER")));
        catalog.addTable(
                "warehouse",
                "DWH",
                "CRM",
                "DEALS",
                List.of(new AccountColumn("ID", "NUMBER"), new AccountColumn("AMOUNT", "DOUBLE")));
        catalog.addTable("warehouse", "DWH", "CLICKS", "DATA", List.of(new AccountColumn("URL", "STRING")));
        List<AccountColumn> columns = List.of(
                new AccountColumn((FIELD + "1").toUpperCase(), "NUMBER"),
                new AccountColumn((FIELD + "2").toUpperCase(), "NUMBER"));
        for (String table : List.of(HALF + "1", HALF + "2")) {
            catalog.addTable("warehouse", "DWH", (HALF + "3").toUpperCase(), table.toUpperCase(), columns);
        }
    }
}
