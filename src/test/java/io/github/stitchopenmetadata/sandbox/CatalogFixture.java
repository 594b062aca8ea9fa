package io.github.stitchopenmetadata.sandbox;

import java.util.List;
import java.util.UUID;

/** A running catalog of one version with two tables and a pipeline service in it. */
final class CatalogFixture implements AutoCloseable {

    static final String ORDERS = "prod_postgres.shop.public.orders";
    static final String LOADED = "warehouse.ANALYTICS.SHOP.ORDERS";
    static final String CUSTOM_SERVICE =
            "{'name': 'stitch', 'serviceType': 'CustomPipeline', 'connection': {'config': {'type': 'CustomPipeline'}}}";

    final CatalogServer server;
    final StoredCatalog catalog;
    final Caller caller;
    final UUID orders;
    final UUID loaded;

    CatalogFixture(String version) {
        server = new CatalogServer(
                version, "secret", CatalogServer.Options.defaults().withPersonToken("somebody"));
        catalog = server.catalog();
        caller = Caller.withToken(server.url() + "/v1", "secret");
        catalog.addDatabaseService("prod_postgres", "Postgres");
        catalog.addDatabaseService("warehouse", "Snowflake");
        orders = catalog.addTable(
                "prod_postgres",
                "shop",
                "public",
                "orders",
                List.of(
                        new AccountColumn("id", "BIGINT"),
                        new AccountColumn("total", "NUMERIC"),
                        new AccountColumn("a.b", "TEXT")));
        loaded = catalog.addTable(
                "warehouse",
                "ANALYTICS",
                "SHOP",
                "ORDERS",
                List.of(new AccountColumn("ID", "NUMBER"), new AccountColumn("TOTAL", "DOUBLE")));
        put("/services/pipelineServices", CUSTOM_SERVICE);
    }

    /** Puts a body in which single quotes stand for double ones. */
    Caller.Reply put(String path, String body) {
        return caller.put(path, body.replace('\'', '"'));
    }

    /** The same with the token of a person. */
    Caller.Reply putByPerson(String path, String body) {
        return Caller.withToken(server.url() + "/v1", "somebody").put(path, body.replace('\'', '"'));
    }

    Caller.Reply putPipeline(String properties) {
        return put(
                "/pipelines",
                "{'name': 'shop', 'service': 'stitch'" + (properties.isEmpty() ? "" : ", " + properties) + "}");
    }

    String pipelineId() {
        return caller.get("/pipelines/name/stitch.shop").json().path("id").asText();
    }

    Caller.Reply putEdge(Object from, Object to, String details) {
        return put(
                "/lineage",
                "{'edge': {'fromEntity': {'id': '" + from + "', 'type': 'table'}, 'toEntity': {'id': '" + to
                        + "', 'type': 'table'}" + (details.isEmpty() ? "" : ", 'lineageDetails': {" + details + "}")
                        + "}}");
    }

    Caller.Reply putEdge(String details) {
        return putEdge(orders, loaded, details);
    }

    @Override
    public void close() {
        server.close();
    }
}
