package io.github.stitchopenmetadata.catalog.model;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static io.github.stitchopenmetadata.text.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private final Catalog catalog = new Catalogs().unopened(json("{'version': '1.13.0'}"));

    /** Schemas come page by page, and the first may have been asked for before the last is there. */
    @Test
    void findsASchemaThatWasListedAfterOthersWereAskedFor() {
        SchemaFilter all = new SchemaFilter(null, null);
        SchemaLookup lookup = new SchemaLookup(
                catalog,
                catalog.addDatabaseService(
                        json("{'name': 'w', 'serviceType': 'Snowflake', 'fullyQualifiedName': 'w'}")),
                json("{'name': 'DWH'}"));

        lookup.addSchemas(page("[{'name': 'A', 'fullyQualifiedName': 'w.DWH.A'}]"));
        assertThat(catalog.schemas(all).items()).hasSize(1);
        lookup.addSchemas(page("[{'name': 'B', 'fullyQualifiedName': 'w.DWH.B'}]"));

        assertThat(catalog.schemas(all).items())
                .containsExactlyInAnyOrder(
                        new Schema("w", "Snowflake", "DWH", "A", "w.DWH.A"),
                        new Schema("w", "Snowflake", "DWH", "B", "w.DWH.B"));
    }

    /** A warehouse into which many accounts are loaded may have tens of thousands of schemas. */
    @Test
    void holdsSchemasOnceThatSeveralRunsFoundAlike() {
        Catalogs catalogs = new Catalogs();
        SchemaFilter all = new SchemaFilter(null, null);
        Catalog first = connected(catalogs, "A", "B");
        Catalog second = connected(catalogs, "A", "B");
        Catalog third = connected(catalogs, "A", "C");

        assertThat(second.schemas(all)).isSameAs(first.schemas(all));
        assertThat(third.schemas(all).items()).extracting(Schema::name).containsExactly("A", "C");
        assertThat(third.schemas(all).items().get(0))
                .isSameAs(first.schemas(all).items().get(0));
    }

    private record NamedRun(String id, Workflow workflow) implements WorkflowRun {}

    @Test
    void holdsNoMoreColumnsForSeveralRunsThanForOne() {
        Catalogs catalogs = new Catalogs();
        // a schema weighs 2: itself and its table
        catalogs.setMaximumColumns(40);
        WorkflowRun run = new NamedRun("first", ShopWorkflow.named("shop"));
        TableIndex tables = catalogs.open(json("{'version': '1.13.0'}"), run).tables();
        list(tables, 16);
        assertThat(held(tables)).isEqualTo(16);

        WorkflowRun other = new NamedRun("other", ShopWorkflow.named("shop"));
        catalogs.open(json("{'version': '1.13.0'}"), other);
        assertThat(held(tables)).isBetween(1L, 10L);

        catalogs.close(other);
        list(tables, 16);
        assertThat(held(tables)).isEqualTo(16);
    }

    private static void list(TableIndex tables, int schemas) {
        IntStream.range(0, schemas)
                .forEach(i -> tables.lookup(List.of("w.DWH." + i)).unlisted().forEach(schema -> {
                    schema.add(page(
                            "[{'id': '1', 'name': 'orders', 'fullyQualifiedName': 'w.DWH.orders', 'columns': []}]"));
                    schema.complete();
                }));
    }

    private static long held(TableIndex tables) {
        return IntStream.range(0, 16)
                .filter(i -> tables.lookup(List.of("w.DWH." + i)).unlisted().isEmpty())
                .count();
    }

    private static Catalog connected(Catalogs catalogs, String... schemas) {
        Catalog catalog = catalogs.unopened(json("{'version': '1.13.0'}"));
        SchemaLookup lookup = new SchemaLookup(
                catalog,
                catalog.addDatabaseService(
                        json("{'name': 'w', 'serviceType': 'Snowflake', 'fullyQualifiedName': 'w'}")),
                json("{'name': 'DWH'}"));
        for (String schema : schemas) {
            lookup.addSchemas(page("[{'name': '%s', 'fullyQualifiedName': 'w.DWH.%s'}]".formatted(schema, schema)));
        }
        catalogs.connected(catalog);
        return catalog;
    }

    /** An answer of a proxy, or of a server that is about to go, is no pipeline of ours. */
    @Test
    void leavesOutPipelinesWithoutAName() {
        catalog.addPipelines(page("[{'id': '1'}, {'id': '2', 'name': 'shop', 'fullyQualifiedName': 'stitch.shop'}]"));

        assertThat(catalog.pipelines()).extracting(KnownPipeline::name).containsExactly("shop");
    }

    @Test
    void knowsWhichSchemasForRegisteredTablesAreThere() {
        RegisteredService service = new RegisteredService("stitch_sources", "stitch", catalog.version());
        assertThat(service.hasSchemaOf("crm")).isFalse();

        service.addSchemas(page("[{'id': '1', 'name': 'crm', 'fullyQualifiedName': 'stitch_sources.default.crm'}]"));

        assertThat(service.hasSchemaOf("crm")).isTrue();
        assertThat(service.lacking("crm", "CRM"))
                .extracting(RegisteredService.Container::fqn)
                .as("the service itself is not there")
                .contains("stitch_sources")
                .doesNotContain("stitch_sources.default");
    }
}
