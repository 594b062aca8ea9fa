package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Versions.has;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.CatalogEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.EachVersion;
import io.github.stitchopenmetadata.support.MixedAccount;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.support.Versions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** What changes in Stitch changes in every version of OpenMetadata, and what people wrote there stays. */
class VersionChangesRouteTest {

    private static final Instant TODAY = Instant.parse("2025-10-02T00:00:00Z");
    private static final String ORDERS = "prod_postgres.shop.public.orders";
    private static final String CUSTOMERS = "prod_postgres.shop.public.customers";

    @AutoClose
    private static Servers servers;

    @AutoClose
    private static Connector connector;

    @BeforeAll
    static void start() throws Exception {
        servers = MixedAccount.serve(Versions.NEWEST);
        // many runs follow each other in no time, and each of them reads loads
        connector = MixedAccount.connector(
                servers, Map.of("openmetadata.owners", "shop=team:data_platform", "stitch.jobs.requests", "10000"));
    }

    @EachVersion
    void bringsWhatChangesInStitch(String version) throws Exception {
        MixedAccount.renew(servers, version);
        StoredCatalog catalog = servers.catalogServer.catalog();
        connector.ingestOne();

        ingestAfter(
                account -> AccountEdits.editSource(account, MixedAccount.SHOP, source -> source.withObject("/schedule")
                        .put("interval", 30.0)));
        assertThat(shop(catalog).path("scheduleInterval").asText())
                .isEqualTo(has(version, "1.2") ? "*/30 * * * *" : "");

        ingestAfter(account -> AccountEdits.renameSource(account, MixedAccount.SHOP, "Store"));
        assertThat(shop(catalog).path("displayName").asText()).isEqualTo("Store");

        ingestAfter(account -> AccountEdits.pauseSource(account, MixedAccount.SHOP, TODAY));
        assertThat(shop(catalog).path("state").asText()).isEqualTo(has(version, "1.7") ? "Inactive" : "");
        assertThat(tags(shop(catalog))).contains("Stitch.paused");

        ingestAfter(account -> AccountEdits.resumeSource(account, MixedAccount.SHOP));
        assertThat(shop(catalog).path("state").asText()).isEqualTo(has(version, "1.7") ? "Active" : "");
        assertThat(tags(shop(catalog))).containsExactly("Stitch.connector-hp-postgres");

        ingestAfter(account -> AccountEdits.deselectStream(account, MixedAccount.SHOP, MixedAccount.CUSTOMERS));
        assertThat(shop(catalog).path("tasks").findValuesAsText("name")).containsExactly("orders");
        assertThat(catalog.edge(CUSTOMERS, "warehouse.DWH.SHOP.CUSTOMERS")).isEmpty();
        assertThat(catalog.edge(ORDERS, "warehouse.DWH.SHOP.ORDERS")).isPresent();

        long writes = servers.catalogServer.writes();
        assertThat(connector.ingestOne().problems().failures()).isEmpty();
        assertThat(servers.catalogServer.writes()).isEqualTo(writes);
    }

    @EachVersion
    void hidesThePipelineOfASourceThatIsGoneAndBringsItBackWithTheSource(String version) throws Exception {
        MixedAccount.renew(servers, version);
        StoredCatalog catalog = servers.catalogServer.catalog();
        StitchAccount before = servers.account.account();
        connector.ingestOne();
        String id = shop(catalog).path("id").asText();

        Run run = ingestAfter(account -> AccountEdits.deleteSource(account, MixedAccount.SHOP, TODAY));

        assertThat(run.counts().of(Count.PIPELINES_DELETED)).isOne();
        assertThat(catalog.pipeline("stitch.shop")).isEmpty();
        assertThat(catalog.entity("pipeline", "stitch.shop")
                        .orElseThrow()
                        .path("deleted")
                        .asBoolean())
                .isTrue();
        assertThat(catalog.edges()).hasSize(6).noneMatch(edge -> edge.from().startsWith("prod_postgres.shop."));
        assertThat(connector.ingestOne().counts().of(Count.PIPELINES_DELETED)).isZero();

        ingestAfter(account -> before);

        assertThat(shop(catalog).path("id").asText()).isEqualTo(id);
        assertThat(shop(catalog).path("tasks")).hasSize(2);
        assertThat(catalog.edges()).hasSize(8);
        assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(8);
    }

    @EachVersion
    void leavesWhatPeopleAndOtherToolsWrote(String version) throws Exception {
        MixedAccount.renew(servers, version);
        StoredCatalog catalog = servers.catalogServer.catalog();
        CatalogEdits people = catalog.edits();
        connector.ingestOne();
        catalog.addUser("maria", "maria@example.net");
        people.editPipeline("stitch.shop", pipeline -> {
            pipeline.put("displayName", "Our shop").put("description", "All that is sold.");
            pipeline.withArray("tags").add(CatalogEdits.label("Tier.Tier1"));
            giveOwner(pipeline, people.reference("user", "maria"), version);
        });
        people.editTask("stitch.shop", "orders", task -> task.put("description", "One row for each order."));
        people.editEdge(ORDERS, "warehouse.DWH.SHOP.ORDERS", details -> details.put("sqlQuery", "select 1"));

        ingestAfter(account -> AccountEdits.pauseSource(
                AccountEdits.renameSource(account, MixedAccount.SHOP, "Store"), MixedAccount.SHOP, TODAY));
        ingestAfter(account -> AccountEdits.resumeSource(account, MixedAccount.SHOP));

        JsonNode shop = shop(catalog);
        assertThat(shop.path("displayName").asText()).isEqualTo("Our shop");
        assertThat(shop.path("description").asText()).isEqualTo("All that is sold.");
        assertThat(tags(shop)).containsExactlyInAnyOrder("Stitch.connector-hp-postgres", "Tier.Tier1");
        assertThat(shop.path(has(version, "1.5") ? "owners" : "owner").toString())
                .contains("maria");
        assertThat(shop.path("tasks").findValuesAsText("description")).containsExactly("One row for each order.");
        JsonNode details =
                catalog.edge(ORDERS, "warehouse.DWH.SHOP.ORDERS").orElseThrow().details();
        assertThat(details.path("sqlQuery").asText()).isEqualTo("select 1");
        assertThat(details.path("columnsLineage")).hasSize(2);
    }

    private static void giveOwner(ObjectNode pipeline, ObjectNode owner, String version) {
        if (has(version, "1.5")) {
            pipeline.putArray("owners").add(owner);
        } else {
            pipeline.set("owner", owner);
        }
    }

    private static Run ingestAfter(UnaryOperator<StitchAccount> edit) {
        servers.account.replace(edit.apply(servers.account.account()));
        Run run = connector.ingestOne();
        assertThat(run.problems().failures()).isEmpty();
        return run;
    }

    private static JsonNode shop(StoredCatalog catalog) {
        return catalog.pipeline("stitch.shop").orElseThrow();
    }

    private static List<String> tags(JsonNode entity) {
        return entity.path("tags").findValuesAsText("tagFQN");
    }
}
