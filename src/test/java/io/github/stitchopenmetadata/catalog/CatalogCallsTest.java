package io.github.stitchopenmetadata.catalog;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.edges.EdgeWrite;
import io.github.stitchopenmetadata.catalog.edges.TableEdges;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Pages;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogCallsTest {

    private static final String V1 = "https://catalog.example/api/v1";

    private final CatalogCalls uris = new CatalogCalls();
    private final Workflow workflow = ShopWorkflow.named("stitch");

    private static final String AWKWARD =
            """
        plain,          plain
        a b,            a%20b
        a.b,            a.b
        'a/b',          a%2Fb
        '"a.b"',        %22a.b%22
        50%,            50%25
        a+b,            a%2Bb
        a&b=c?d#e,      a%26b%3Dc%3Fd%23e
        Größe,          Gr%C3%B6%C3%9Fe
        日本,            %E6%97%A5%E6%9C%AC
        🛒,             %F0%9F%9B%92
        '..',           ..
        'a\\b',         a%5Cb
        ';x:y@z',       %3Bx%3Ay%40z
        """;

    @ParameterizedTest
    @CsvSource(textBlock = AWKWARD)
    void writesAnyNameAsOnePathSegment(String name, String segment) {
        assertThat(uris.pipelineService(ShopWorkflow.named(name)))
                .hasToString(V1 + "/services/pipelineServices/name/" + segment);
        PipelineStatus status = new PipelineStatus("stitch." + name, json("{'timestamp': 17}"), false);
        assertThat(uris.pipelineStatus(workflow, status)).hasToString(V1 + "/pipelines/stitch." + segment + "/status");
        assertThat(uris.pipelineStatuses(workflow, status))
                .hasToString(V1 + "/pipelines/stitch." + segment + "/status/bulk");
        assertThat(uris.sameStatus(workflow, status))
                .hasToString(V1 + "/pipelines/stitch." + segment + "/status?startTs=17&endTs=17");
    }

    @ParameterizedTest
    @CsvSource(textBlock = AWKWARD)
    void writesAnyNameAsOneQueryValue(String name, String value) {
        Pages tables = uris.tables(
                workflow, new TableIndex(10).lookup(List.of(name)).unlisted().get(0), 200);

        assertThat(tables.uri()).hasToString(V1 + "/tables?databaseSchema=" + value + "&fields=columns&limit=200");
    }

    @Test
    void quotesTheNameOfADatabaseServiceThatHoldsADot() {
        Catalog catalog = new Catalogs().open(json("{'version': '1.4.0'}"));
        assertThat(uris.databaseService(workflow, new Catalogs().open(json("{'version': '1.1.0'}")), "shop.db"))
                .hasToString(V1 + "/services/databaseServices/name/shop.db");
        assertThat(uris.databaseService(workflow, catalog, "shop.db"))
                .hasToString(V1 + "/services/databaseServices/name/%22shop.db%22");
        assertThat(uris.databaseService(workflow, catalog, "shop db"))
                .hasToString(V1 + "/services/databaseServices/name/shop%20db");
    }

    @Test
    void namesTheOtherAddresses() {
        Catalog catalog = new Catalogs().open(json("{'version': '1.4.0'}"));
        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));

        assertThat(uris.version(workflow)).hasToString(V1 + "/system/version");
        assertThat(uris.pipelineServices(workflow)).hasToString(V1 + "/services/pipelineServices");
        assertThat(uris.pipelines(workflow)).hasToString(V1 + "/pipelines");
        assertThat(uris.lineage(workflow)).hasToString(V1 + "/lineage");
        EntityRef table = new EntityRef("id 1", "table");
        EntityRef other = new EntityRef("2/3", "pipeline");
        assertThat(uris.edge(workflow, EdgeWrite.delete(other, table, new EdgeWrite.Before("a", "b", null))))
                .hasToString(V1 + "/lineage/pipeline/2%2F3/table/id%201");
        assertThat(uris.edgesInto(workflow, new TableEdges("id 1", List.of(), null)))
                .hasToString(V1 + "/lineage/table/id%201?upstreamDepth=1&downstreamDepth=0");
        KnownPipeline shop = new KnownPipeline("id 1", "shop", "stitch.shop", "", Fingerprint.NONE, false);
        assertThat(uris.edgesOf(workflow, shop))
                .hasToString(V1 + "/lineage/pipeline/id%201?upstreamDepth=0&downstreamDepth=1");
        assertThat(uris.pipeline(workflow, shop)).hasToString(V1 + "/pipelines/id%201");
        assertThat(uris.pipelineToCorrect(workflow, catalog, shop))
                .hasToString(V1 + "/pipelines/id%201?fields=tasks,tags,owner,domain,scheduleInterval&include=all");
        assertThat(uris.pipelineToDelete(workflow, shop)).hasToString(V1 + "/pipelines/id%201?hardDelete=false");
        assertThat(uris.tag(workflow, new StitchTag("a.b", ""))).hasToString(V1 + "/tags/name/Stitch.%22a.b%22");
        assertThat(uris.sealedPipelines(workflow, catalog).uri())
                .hasToString(V1 + "/pipelines?service=stitch&fields=sourceHash&include=all&limit=500");
        assertThat(uris.pipelines(workflow, catalog, "tasks").uri())
                .hasToString(V1 + "/pipelines?service=stitch&fields=tasks&limit=100");
        assertThat(uris.databases(workflow, new Catalog.DatabaseService("shop.db", "Postgres", "\"shop.db\""))
                        .uri())
                .hasToString(V1 + "/databases?service=%22shop.db%22&limit=1000");
        assertThat(uris.databaseSchemas(workflow, json("{'fullyQualifiedName': 'shop_db.shop'}"))
                        .uri())
                .hasToString(V1 + "/databaseSchemas?database=shop_db.shop&limit=1000");
    }

    @Test
    void addsTheCursorOfEachPageToTheFirstAddress() {
        Pages pages = uris.databases(workflow, new Catalog.DatabaseService("s", "Postgres", "s"));

        pages.records(json("{'data': [], 'paging': {'total': 9, 'after': 'YS5i/+8='}}"));
        assertThat(pages.uri()).hasToString(V1 + "/databases?service=s&limit=1000&after=YS5i%2F%2B8%3D");
        pages.records(json("{'data': [], 'paging': {'after': 'Größe b'}}"));
        assertThat(pages.uri()).hasToString(V1 + "/databases?service=s&limit=1000&after=Gr%C3%B6%C3%9Fe%20b");
        pages.records(json("{'data': [], 'paging': {'total': 9}}"));
        assertThat(pages.hasNext()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data': []}",
                "{'data': [], 'paging': null}",
                "{'data': [], 'paging': {'after': null}}",
                "{'data': [], 'paging': {'after': ''}}",
                "{'data': [], 'paging': {'after': 'null'}}"
            })
    void stopsWithoutACursor(String page) {
        Pages pages = uris.databases(workflow, new Catalog.DatabaseService("s", "Postgres", "s"));
        pages.records(json(page));

        assertThat(pages.hasNext()).isFalse();
    }
}
