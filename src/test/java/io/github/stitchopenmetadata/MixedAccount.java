package io.github.stitchopenmetadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Json;
import io.github.stitchopenmetadata.sandbox.Catalog;
import io.github.stitchopenmetadata.sandbox.Column;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A Stitch account with something of every kind: databases, an application, a webhook, a paused source, a failed
 * extraction, and names that are too long for old catalogs and differ at their very end only. A test changes it as a
 * person would, and serves it again.
 */
final class MixedAccount {

    /** Longer than the name of a pipeline may be before 1.4; two sources and their streams begin with it. */
    static final String LONG = "a_name_of_two_hundred_characters_".repeat(7).substring(0, 199);
    /** Short enough for a table that 1.1 can hold, too long for one that is registered below another service. */
    static final String HALF = LONG.substring(0, 99);

    static final String SERVICES = "prod_postgres,prod_mysql,warehouse";

    private final ObjectNode content;

    MixedAccount() throws IOException {
        try (InputStream text = MixedAccount.class.getResourceAsStream("/mixed-account.json")) {
            content = (ObjectNode) Json.MAPPER.readTree(text);
        }
        addLong(101, "shop", LONG + "1");
        addLong(102, "shop", LONG + "2");
        addLong(103, "crm", HALF + "3");
    }

    /** A copy of a source with two copies of its first stream, each with two of that one's first field, under long names. */
    private void addLong(long id, String original, String name) {
        ObjectNode source = source(original).deepCopy();
        source.put("id", id).put("name", name).put("display_name", name);
        ArrayNode streams = (ArrayNode) source.get("streams");
        ObjectNode pattern = streams.get(0).deepCopy();
        streams.removeAll();
        for (int i = 1; i <= 2; i++) {
            ObjectNode stream = pattern.deepCopy().put("stream_id", id * 10 + i).put("stream_name", prefix(name) + i);
            ArrayNode fields = stream.putArray("fields");
            fields.add(pattern.at("/fields/0").<ObjectNode>deepCopy().put("name", HALF.substring(0, 39) + "1"));
            fields.add(pattern.at("/fields/0").<ObjectNode>deepCopy().put("name", HALF.substring(0, 39) + "2"));
            streams.add(stream);
        }
        content.withArray("sources").add(source);
    }

    private static String prefix(String name) {
        return name.substring(0, name.length() - 1);
    }

    StitchAccount account() {
        return StitchAccount.of(content);
    }

    int sources() {
        return content.path("sources").size();
    }

    ObjectNode source(String name) {
        return named(content.path("sources"), "name", name);
    }

    ObjectNode stream(String source, String name) {
        return named(source(source).path("streams"), "stream_name", name);
    }

    /** The account as it is now, beside a catalog of that version with its tables. */
    Servers serve(String version) {
        return new Servers(account(), version, MixedAccount::addTables);
    }

    /** What {@link #SERVICES} hold of it. */
    private static void addTables(Catalog catalog) {
        catalog.addDatabaseService("prod_postgres", "Postgres");
        catalog.addDatabaseService("prod_mysql", "Mysql");
        catalog.addDatabaseService("warehouse", "Snowflake");
        catalog.addTable("prod_postgres", "shop", "public", "orders", List.of(new Column("id", "BIGINT"), new Column("total", "NUMERIC")));
        catalog.addTable("prod_postgres", "shop", "public", "customers", List.of(new Column("id", "BIGINT")));
        catalog.addTable("prod_postgres", "archive", "public", "orders", List.of(new Column("id", "BIGINT")));
        catalog.addTable("prod_mysql", "default", "fulfilment", "shipments", List.of(new Column("id", "BIGINT")));
        catalog.addTable("warehouse", "DWH", "SHOP", "ORDERS", List.of(new Column("ID", "NUMBER"), new Column("TOTAL", "DOUBLE")));
        catalog.addTable("warehouse", "DWH", "SHOP", "CUSTOMERS", List.of(new Column("ID", "NUMBER")));
        catalog.addTable("warehouse", "DWH", "ARCHIVE", "ORDERS", List.of(new Column("ID", "NUMBER")));
        catalog.addTable("warehouse", "DWH", "FULFILMENT", "SHIPMENTS", List.of(new Column("ID", "NUMBER")));
        catalog.addTable("warehouse", "DWH", "CRM", "DEALS", List.of(new Column("ID", "NUMBER"), new Column("AMOUNT", "DOUBLE")));
        catalog.addTable("warehouse", "DWH", "CLICKS", "DATA", List.of(new Column("URL", "STRING")));
        String field = HALF.substring(0, 39).toUpperCase();
        List<Column> columns = List.of(new Column(field + "1", "NUMBER"), new Column(field + "2", "NUMBER"));
        catalog.addTable("warehouse", "DWH", (HALF + "3").toUpperCase(), (HALF + "1").toUpperCase(), columns);
        catalog.addTable("warehouse", "DWH", (HALF + "3").toUpperCase(), (HALF + "2").toUpperCase(), columns);
    }

    private static ObjectNode named(JsonNode array, String field, String name) {
        return (ObjectNode) StreamSupport.stream(array.spliterator(), false)
                .filter(element -> element.path(field).asText().equals(name)).findFirst().orElseThrow();
    }
}
