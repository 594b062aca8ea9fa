package io.github.stitchopenmetadata.catalog.model;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static io.github.stitchopenmetadata.text.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogTest {

    private final Catalog catalog = new Catalogs().of(json("{'version': '1.13.0'}"));

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
