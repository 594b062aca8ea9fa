package io.github.stitchopenmetadata.catalog;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.edges.EdgeWrite;
import io.github.stitchopenmetadata.catalog.edges.TableEdges;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.DatabaseServiceLookup;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.MissingTag;
import io.github.stitchopenmetadata.catalog.model.PipelineStatus;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.SchemaLookup;
import io.github.stitchopenmetadata.catalog.model.StitchTag;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.catalog.pipeline.Deliveries;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Pipelines;
import io.github.stitchopenmetadata.catalog.pipeline.Retired;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.Endpoint;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Paging;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogCallsTest {

    private static final String V1 = "https://catalog.example/api/v1";

    private static final Fingerprint DELIVERED = Fingerprint.of(Stream.of("all"), "Shop");

    private final CatalogCalls calls = new CatalogCalls();
    private final Paging paging = new Paging();

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
        'a\\b',         a%5Cb
        ';x:y@z',       %3Bx%3Ay%40z
        """;

    /** Where a call goes to, below the address in the workflow. */
    private static String uri(Request request) {
        return new Attempt(request, URI.create("https://catalog.example/api"), false)
                .uri()
                .toString();
    }

    private static String uri(Paged list) {
        return uri(list.next());
    }

    private static WorkflowRun run(String serviceName) {
        return ShopWorkflow.run(ShopWorkflow.named(serviceName));
    }

    private static Catalog catalog(String version) {
        Catalog catalog = new Catalogs().unopened(json("{'version': '" + version + "'}"));
        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));
        return catalog;
    }

    /** A database service that has been found. */
    private static DatabaseServiceLookup found(String name, String fqn) {
        DatabaseServiceLookup lookup = new DatabaseServiceLookup(catalog("1.4.0"), name);
        return new Catalogs()
                .addDatabaseService(
                        lookup,
                        json("{'name': '" + name + "', 'serviceType': 'Postgres', 'fullyQualifiedName': '" + fqn
                                + "'}"));
    }

    private static Paged databases() {
        return new CatalogCalls().databases(found("s", "s"));
    }

    private record Status(String pipelineFqn, boolean inBulk) implements PipelineStatus {
        @Override
        public JsonNode body() {
            return json("{'timestamp': 17}");
        }
    }

    @Test
    void quoteADotInThePipelineServiceAsTheServerDoes() {
        assertThat(uri(calls.pipelineService(catalog("1.1.0"), run("a.b")))).endsWith("/name/a.b");
        assertThat(uri(calls.pipelineService(catalog("1.2.0"), run("a.b")))).endsWith("/name/%22a.b%22");
    }

    @ParameterizedTest
    @CsvSource(textBlock = AWKWARD)
    void writeAnyNameAsOnePathSegment(String name, String segment) {
        assertThat(uri(calls.pipelineService(catalog("1.1.0"), run(name))))
                .isEqualTo(V1 + "/services/pipelineServices/name/" + segment);
        Status status = new Status("stitch." + name, false);
        assertThat(uri(calls.putStatus(status))).isEqualTo(V1 + "/pipelines/stitch." + segment + "/status");
        assertThat(uri(calls.putStatus(new Status("stitch." + name, true))))
                .isEqualTo(V1 + "/pipelines/stitch." + segment + "/status/bulk");
        assertThat(uri(calls.sameStatus(status)))
                .isEqualTo(V1 + "/pipelines/stitch." + segment + "/status?startTs=17&endTs=17");
        assertThat(uri(calls.ingestionPipeline(name))).isEqualTo(V1 + "/services/ingestionPipelines/name/" + segment);
        assertThat(uri(calls.putIngestionStatus(name, json("{}"))))
                .isEqualTo(V1 + "/services/ingestionPipelines/" + segment + "/pipelineStatus");
    }

    @ParameterizedTest
    @CsvSource(textBlock = AWKWARD)
    void writeAnyNameAsOneQueryValue(String name, String value) {
        Paged tables =
                calls.tables(new TableIndex(10).lookup(List.of(name)).unlisted().get(0));

        assertThat(uri(tables)).isEqualTo(V1 + "/tables?databaseSchema=" + value + "&fields=columns&limit=200");
    }

    @Test
    void readAsManyTablesAtOnceAsTheSettingSays() {
        calls.setTablePage(7);

        assertThat(uri(calls.tables(
                        new TableIndex(10).lookup(List.of("s")).unlisted().get(0))))
                .isEqualTo(V1 + "/tables?databaseSchema=s&fields=columns&limit=7");
    }

    @Test
    void quoteTheNameOfADatabaseServiceThatHoldsADot() {
        assertThat(uri(calls.databaseService(new DatabaseServiceLookup(catalog("1.1.0"), "shop.db"))))
                .isEqualTo(V1 + "/services/databaseServices/name/shop.db");
        assertThat(uri(calls.databaseService(new DatabaseServiceLookup(catalog("1.4.0"), "shop.db"))))
                .isEqualTo(V1 + "/services/databaseServices/name/%22shop.db%22");
        assertThat(uri(calls.databaseService(new DatabaseServiceLookup(catalog("1.4.0"), "shop db"))))
                .isEqualTo(V1 + "/services/databaseServices/name/shop%20db");
    }

    @Test
    void nameTheAddressesOfServicesSchemasAndTags() {
        Catalog catalog = catalog("1.4.0");
        assertThat(uri(calls.version())).isEqualTo(V1 + "/system/version");
        assertThat(uri(calls.loggedInUser())).isEqualTo(V1 + "/users/loggedInUser");
        assertThat(uri(calls.permissions("a/b"))).isEqualTo(V1 + "/permissions/a%2Fb");
        assertThat(uri(calls.putPipelineService(catalog, run("stitch")))).isEqualTo(V1 + "/services/pipelineServices");
        assertThat(uri(calls.databases(found("shop.db", "\"shop.db\""))))
                .isEqualTo(V1 + "/databases?service=%22shop.db%22&limit=1000");
        assertThat(uri(calls.databaseSchemas(
                        new SchemaLookup(catalog, null, json("{'fullyQualifiedName': 'shop_db.shop'}")))))
                .isEqualTo(V1 + "/databaseSchemas?database=shop_db.shop&limit=1000");
        MissingTag tag = new MissingTag(catalog, new StitchTag("a.b", ""));
        assertThat(uri(calls.tag(tag))).isEqualTo(V1 + "/tags/name/Stitch.%22a.b%22");
        assertThat(uri(calls.putTag(tag))).isEqualTo(V1 + "/tags");
        assertThat(uri(calls.classification())).isEqualTo(V1 + "/classifications/name/Stitch");
        assertThat(uri(calls.putClassification())).isEqualTo(V1 + "/classifications");
    }

    @Test
    void nameTheAddressesOfRegisteredTables() {
        RegisteredService service =
                new RegisteredService("our.sources", "stitch", catalog("1.4.0").version());

        assertThat(uri(calls.registeredService(service)))
                .isEqualTo(V1 + "/services/databaseServices/name/%22our.sources%22?include=all");
        assertThat(uri(calls.registeredSchemas(service)))
                .isEqualTo(V1 + "/databaseSchemas?database=%22our.sources%22.default&include=all&limit=1000");
        assertThat(service.lacking("crm", "CRM"))
                .extracting(container -> uri(calls.container(container)))
                .containsExactly(V1 + "/services/databaseServices", V1 + "/databases", V1 + "/databaseSchemas");
        service.addSchemas(List.of(json("{'id': '0a1b2c3d-0000-4000-8000-000000000002', 'name': 'crm'}")));
        RegisteredService.Container unmarked = service.lacking("crm", "CRM").get(1);
        assertThat(calls.container(unmarked).method()).isEqualTo("PATCH");
        assertThat(uri(calls.container(unmarked)))
                .isEqualTo(V1 + "/databaseSchemas/0a1b2c3d-0000-4000-8000-000000000002");
        assertThat(uri(calls.pipelineServices(service))).isEqualTo(V1 + "/services/pipelineServices?limit=1000");
        assertThat(uri(calls.pipelinesOf(new RegisteredService.OtherService(service, "a.b", "\"a.b\""))))
                .isEqualTo(V1 + "/pipelines?service=%22a.b%22&fields=sourceHash&limit=500");
    }

    @Test
    void nameTheAddressesOfPipelines() {
        Catalog catalog = catalog("1.4.0");
        Delivery delivery =
                new Deliveries().version("1.4.0").known(Fingerprint.NONE).build();
        new Pipelines()
                .written(
                        delivery,
                        json(
                                "{'id': '0a1b2c3d-0000-4000-8000-000000000001', 'name': 'shop', 'fullyQualifiedName': 'stitch.shop'}"));
        RetiredPipeline retired = retired("1.4.0");

        assertThat(uri(calls.pipelines(catalog)))
                .isEqualTo(V1 + "/pipelines?service=stitch&fields=sourceHash&include=all&limit=500");
        assertThat(uri(calls.pipelines(catalog("1.1.0"))))
                .isEqualTo(V1 + "/pipelines?service=stitch&include=all&limit=500");
        assertThat(uri(calls.pipelinesWithStatus(catalog, page -> {})))
                .isEqualTo(V1 + "/pipelines?fields=tasks,pipelineStatus&service=stitch&limit=100");
        assertThat(uri(calls.pipelineWithTasks(delivery)))
                .isEqualTo(V1 + "/pipelines/00000000-0000-4000-8000-0000000000f1?fields=tasks&include=all");
        assertThat(uri(calls.putPipeline(delivery))).isEqualTo(V1 + "/pipelines");
        assertThat(uri(calls.pipelineToCorrect(delivery)))
                .isEqualTo(
                        V1
                                + "/pipelines/0a1b2c3d-0000-4000-8000-000000000001?fields=tasks,tags,owner,domain,scheduleInterval&include=all");
        assertThat(uri(calls.edgesOf(delivery)))
                .isEqualTo(V1
                        + "/lineage/pipeline/0a1b2c3d-0000-4000-8000-000000000001?upstreamDepth=0&downstreamDepth=1");
        assertThat(uri(calls.putFingerprint(delivery))).isEqualTo(V1 + "/pipelines");
        for (Request write : List.of(calls.putFingerprint(delivery), calls.putUnfinished(delivery))) {
            assertThat(write.reading().only()).containsExactly("id");
        }
        assertThat(calls.putPipeline(delivery).reading().only())
                .contains("id", "fullyQualifiedName")
                .doesNotContain("tasks");
        assertThat(uri(calls.restorePipeline(retired))).isEqualTo(V1 + "/pipelines/restore");
        assertThat(uri(calls.openFingerprint(retired)))
                .isEqualTo(V1 + "/pipelines/0a1b2c3d-0000-4000-8000-000000000002");
        assertThat(uri(calls.edgesOfRetired(retired)))
                .isEqualTo(V1
                        + "/lineage/pipeline/0a1b2c3d-0000-4000-8000-000000000002?upstreamDepth=0&downstreamDepth=1");
        assertThat(uri(calls.deletePipeline(retired)))
                .isEqualTo(V1 + "/pipelines/0a1b2c3d-0000-4000-8000-000000000002?hardDelete=false");
    }

    /** A pipeline whose source is gone; where servers have no hash, the fragment of the address holds it. */
    private static RetiredPipeline retired(String version) {
        Catalog catalog = catalog(version);
        String fields =
                catalog.version().hasSourceHash() ? "'sourceUrl': '%s', 'sourceHash': '%s'" : "'pipelineUrl': '%s#%s'";
        catalog.addPipelines(List.of(json(
                "{'id': '0a1b2c3d-0000-4000-8000-000000000002', 'name': 'gone', 'fullyQualifiedName': 'stitch.gone', "
                        + fields.formatted(Messages.APP, DELIVERED) + "}")));
        return Retired.pipeline(catalog, "gone");
    }

    @Test
    void nameTheAddressesOfEdges() {
        EntityRef table = new EntityRef("0a1b2c3d-0000-4000-8000-000000000001", "table");
        EntityRef other = new EntityRef("0a1b2c3d-0000-4000-8000-000000000003", "dashboardDataModel");
        TableEdges into = new TableEdges("0a1b2c3d-0000-4000-8000-000000000001", List.of(), null);

        assertThat(uri(calls.edge(EdgeWrite.delete(into, other, table, new EdgeWrite.Before("a", "b", null)))))
                .isEqualTo(
                        V1
                                + "/lineage/dashboardDataModel/0a1b2c3d-0000-4000-8000-000000000003/table/0a1b2c3d-0000-4000-8000-000000000001");
        assertThat(uri(calls.edgesInto(into)))
                .isEqualTo(
                        V1 + "/lineage/table/0a1b2c3d-0000-4000-8000-000000000001?upstreamDepth=1&downstreamDepth=0");
        EdgeWrite draw =
                new EdgeWrite(into, "stream orders", EdgeWrite.Kind.DRAW, other, table, json("{'edge': {}}"), null);
        assertThat(uri(calls.edge(draw))).isEqualTo(V1 + "/lineage");
        assertThat(calls.edge(draw))
                .extracting(Request::method, Request::body)
                .containsExactly("PUT", json("{'edge': {}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2/3", "..", "", "a b", "..%2fusers", "0a1b2c3d-0000-4000-8000-00000000000", "null"})
    void callNothingWithAnIdThatIsNone(String id) {
        assertThatThrownBy(() -> calls.edgesInto(new TableEdges(id, List.of(), null)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContaining("UUID");
        assertThatThrownBy(() -> calls.edge(EdgeWrite.delete(
                        new TableEdges("0a1b2c3d-0000-4000-8000-000000000001", List.of(), null),
                        new EntityRef(id, "dashboardDataModel"),
                        new EntityRef("0a1b2c3d-0000-4000-8000-000000000001", "table"),
                        new EdgeWrite.Before("a", "b", null))))
                .isInstanceOf(InvalidAnswerException.class);
    }

    /** What is counted under one name is the same for all pipelines, whatever is asked of them. */
    @Test
    void areOfOneEndpointWhateverTheyAskFor() {
        Delivery delivery = new Deliveries().known(Fingerprint.NONE).build();
        new Pipelines()
                .written(
                        delivery,
                        json(
                                "{'id': '0a1b2c3d-0000-4000-8000-000000000001', 'name': 'shop', 'fullyQualifiedName': 'stitch.shop'}"));

        assertThat(List.of(calls.pipelineToCorrect(delivery), calls.pipelineWithTasks(delivery)))
                .extracting(Request::endpoint)
                .containsOnly(new Endpoint(Side.OPENMETADATA, "GET", "/v1/pipelines/{id}"));
        assertThat(List.of(
                        calls.pipelines(catalog("1.4.0")).next(),
                        calls.pipelinesWithStatus(catalog("1.4.0"), page -> {}).next()))
                .extracting(Request::endpoint)
                .containsOnly(new Endpoint(Side.OPENMETADATA, "GET", "/v1/pipelines"));
    }

    /** A pipeline that comes back is delivered again. */
    @Test
    void openTheFingerprintOfAPipelineThatGoes() {
        assertThat(calls.openFingerprint(retired("1.4.0")).body())
                .isEqualTo(json("[{'op': 'add', 'path': '/sourceHash', 'value': '" + DELIVERED.open() + "'}]"));
        assertThat(calls.openFingerprint(retired("1.1.0")).body())
                .isEqualTo(json("[{'op': 'add', 'path': '/pipelineUrl', 'value': '" + Messages.APP + "#"
                        + DELIVERED.open() + "'}]"));
    }

    @Test
    void addTheCursorOfEachPageToTheFirstAddress() {
        Paged pages = databases();

        paging.add(pages, json("{'data': [], 'paging': {'total': 9, 'after': 'YS5i/+8='}}"));
        assertThat(uri(pages)).isEqualTo(V1 + "/databases?service=s&after=YS5i%2F%2B8%3D&limit=1000");
        paging.add(pages, json("{'data': [], 'paging': {'after': 'Größe b'}}"));
        assertThat(uri(pages)).isEqualTo(V1 + "/databases?service=s&after=Gr%C3%B6%C3%9Fe%20b&limit=1000");
        paging.add(pages, json("{'data': [], 'paging': {'total': 9}}"));
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
    void stopWithoutACursor(String page) {
        Paged pages = paging.add(databases(), json(page));

        assertThat(pages.hasNext()).isFalse();
    }
}
