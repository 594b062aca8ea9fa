package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.badRequest;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.http.Response;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountColumn;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.AccountTable;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.sandbox.StoredEdge;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.OfVersions;
import io.github.stitchopenmetadata.support.Printed;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogs that answer as real servers were seen to: what is not done is not counted as done, and what can be mended is. */
class RealServersRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(1, 2, 2, 1.0);
    private static final long SOURCE = ACCOUNT.sources().get(0).path("id").asLong();
    private static final String PIPELINE = "stitch.source_0001";
    /** In the description of the service of registered tables. */
    private static final String MARK = "Kept by stitch-openmetadata";

    private static Servers servers(String version) {
        return new Servers(ACCOUNT, version);
    }

    private static Run ingest(Servers servers) throws Exception {
        Run run = servers.ingest();
        assertThat(run.problems().failures()).isEmpty();
        return run;
    }

    private static StoredCatalog catalog(Servers servers) {
        return servers.catalogServer.catalog();
    }

    private static String pipelineId(Servers servers) {
        return catalog(servers).pipeline(PIPELINE).orElseThrow().path("id").asText();
    }

    private static StoredEdge edge(Servers servers) {
        return catalog(servers).edges().get(0);
    }

    /** How a field is called, and where it stands in what is sent. */
    static List<Arguments> fields() {
        List<Arguments> all = List.of(
                arguments("owners", "$.owners"),
                arguments("taskType", "$..taskType"),
                arguments("state", "$.state"),
                arguments("tags", "$..tags"),
                arguments("domains", "$.domains"),
                arguments("scheduleInterval", "$.scheduleInterval"));
        return Extent.cases(all.subList(0, 1), all);
    }

    @OfVersions({"1.1.0", "1.6.1"})
    void annotateTheEdgesOfAPipelineThatWasMadeAnew(String version) throws Exception {
        try (Servers servers = servers(version)) {
            ingest(servers);
            String former = pipelineId(servers);
            catalog(servers).edits().removePipeline(PIPELINE);

            ingest(servers);

            assertThat(pipelineId(servers)).isNotEqualTo(former);
            assertThat(catalog(servers).edges()).hasSize(2).allSatisfy(edge -> assertThat(
                            edge.details().at("/pipeline/id").asText())
                    .isEqualTo(pipelineId(servers)));
            long writes = servers.catalogServer.writes();
            ingest(servers);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    @Test
    void showTheRunStatusOfAPipelineThatWasMadeAnew() throws Exception {
        try (Servers servers = servers("1.6.1")) {
            ingest(servers);
            try (Connector connector = servers.connector(Map.of())) {
                connector.status();
            }
            assertThat(catalog(servers).showsRun(PIPELINE)).isTrue();
            catalog(servers).edits().removePipeline(PIPELINE);

            ingest(servers);

            assertThat(catalog(servers).showsRun(PIPELINE)).isTrue();
        }
    }

    @OfVersions({"1.2.0", "1.13.0", "1.6.1"})
    void leaveOutThePipelineOfAnotherToolThatIsNoMore(String version) throws Exception {
        try (Servers servers = servers(version)) {
            catalog(servers).addPipeline("dbt", "CustomPipeline", "theirs");
            ingest(servers);
            StoredEdge drawn = edge(servers);
            ObjectNode reference = catalog(servers).edits().reference("pipeline", "dbt.theirs");
            catalog(servers).edits().editEdge(drawn.from(), drawn.to(), details -> {
                details.set("pipeline", reference);
                details.put("sqlQuery", "select 1");
                details.putArray("columnsLineage")
                        .addObject()
                        .put(
                                "toColumn",
                                drawn.details().at("/columnsLineage/0/toColumn").asText())
                        .put("function", "theirs")
                        .set("fromColumns", drawn.details().at("/columnsLineage/0/fromColumns"));
            });
            catalog(servers).edits().removePipeline("dbt.theirs");
            makeDue(servers);

            ingest(servers);

            JsonNode details = edge(servers).details();
            assertThat(details.at("/pipeline/id").asText()).isEqualTo(pipelineId(servers));
            List<String> functions = details.path("columnsLineage").findValuesAsText("function");
            assertThat(functions).contains("stitch:" + PIPELINE);
            if (!version.equals("1.13.0")) {
                // of the sandbox's servers those from 1.7 on take the edge away with the pipeline, so that it is drawn
                // anew
                assertThat(details.path("sqlQuery").asText()).isEqualTo("select 1");
                assertThat(functions).contains("theirs");
            }
        }
    }

    /** As if an earlier version had delivered the source. */
    private static void makeDue(Servers servers) {
        catalog(servers)
                .edits()
                .editPipeline(
                        PIPELINE,
                        pipeline -> pipeline.put(
                                pipeline.has("sourceHash") ? "sourceHash" : "sourceUrl",
                                pipeline.path(pipeline.has("sourceHash") ? "sourceHash" : "sourceUrl")
                                        .asText()
                                        .replaceFirst("(?<=^|#)[0-9a-f]{16}", "f".repeat(16))));
    }

    @OfVersions({"1.2.0", "1.13.0", "1.6.1"})
    void waitForATableThatIsDeletedSoftly(String version) throws Exception {
        try (Servers servers = servers(version)) {
            ingest(servers);
            StoredEdge drawn = edge(servers);
            catalog(servers).edits().editEdge(drawn.from(), drawn.to(), details -> details.put("sqlQuery", "select 1"));
            catalog(servers).edits().deleteTable(drawn.from());
            servers.account.replace(deselected(drawn));

            Run waiting = ingest(servers);

            assertThat(waiting.problems().notes()).singleElement().asString().contains(drawn.from());
            assertThat(edge(servers).details().path("columnsLineage")).isNotEmpty();

            catalog(servers).edits().restoreTable(drawn.from());
            assertThat(ingest(servers).problems().notes()).isEmpty();
            JsonNode rest = catalog(servers)
                    .edge(drawn.from(), drawn.to())
                    .orElseThrow()
                    .details();
            assertThat(rest.path("sqlQuery").asText()).isEqualTo("select 1");
            assertThat(rest.has("pipeline")).isFalse();
            assertThat(rest.path("columnsLineage")).isEmpty();
            long writes = servers.catalogServer.writes();
            ingest(servers);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    @OfVersions({"1.2.0", "1.13.0", "1.6.1"})
    void waitForADestinationTableThatIsDeletedSoftly(String version) throws Exception {
        try (Servers servers = servers(version)) {
            ingest(servers);
            StoredEdge drawn = edge(servers);
            catalog(servers).edits().deleteTable(drawn.to());
            servers.account.replace(deselected(drawn));

            assertThat(ingest(servers).problems().notes())
                    .singleElement()
                    .asString()
                    .contains(drawn.to());
            assertThat(catalog(servers).edge(drawn.from(), drawn.to())).isPresent();

            long writes = servers.catalogServer.writes();
            assertThat(ingest(servers).problems().notes())
                    .singleElement()
                    .asString()
                    .contains(drawn.to());
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);

            catalog(servers).edits().restoreTable(drawn.to());
            assertThat(ingest(servers).problems().notes()).isEmpty();
            assertThat(catalog(servers).edge(drawn.from(), drawn.to())).isEmpty();
        }
    }

    private static StitchAccount deselected(StoredEdge edge) {
        String stream = edge.from().replaceFirst(".*[.]", "");
        long id = ACCOUNT.streams(SOURCE).stream()
                .filter(one -> one.path("stream_name").asText().equals(stream))
                .findFirst()
                .orElseThrow()
                .path("stream_id")
                .asLong();
        return AccountEdits.deselectStream(ACCOUNT, SOURCE, id);
    }

    static List<Arguments> namesOfOwnersAndDomains() {
        List<Arguments> all = List.of(
                arguments("1.2.0", "owner", "domain"),
                arguments("1.6.1", "owners", "domain"),
                arguments("1.13.0", "owners", "domains"));
        return Extent.cases(all.subList(0, 1), all);
    }

    @ParameterizedTest
    @MethodSource("namesOfOwnersAndDomains")
    void doNotBringBackAnOwnerOrADomainThatAPersonRemoved(String version, String owner, String domain)
            throws Exception {
        try (Servers servers = servers(version)) {
            catalog(servers).addUser("alice", "alice@example.net");
            catalog(servers).addUser("bob", "bob@example.net");
            catalog(servers).addDomain("Sales");
            Map<String, String> alice = Map.of("openmetadata.owners", ".*=alice", "openmetadata.domain", "Sales");
            ingest(servers, alice);
            assertThat(pipeline(servers).path(owner).toString()).contains("alice");
            assertThat(pipeline(servers).path(domain).toString()).contains("Sales");
            servers.catalog.verify(2, putRequestedFor(urlPathEqualTo("/api/v1/pipelines")));
            servers.catalog.verify(0, patchRequestedFor(urlPathMatching("/api/v1/pipelines/.*")));

            catalog(servers).edits().editPipeline(PIPELINE, pipeline -> pipeline.remove(List.of(owner, domain)));
            makeDue(servers);
            ingest(servers, alice);
            assertThat(pipeline(servers).path(owner)).isEmpty();
            assertThat(pipeline(servers).path(domain)).isEmpty();

            ingest(servers, Map.of("openmetadata.owners", ".*=bob", "openmetadata.domain", "Sales"));
            assertThat(pipeline(servers).path(owner).toString()).contains("bob");
            assertThat(pipeline(servers).path(domain)).isEmpty();
        }
    }

    private static JsonNode pipeline(Servers servers) {
        return catalog(servers).pipeline(PIPELINE).orElseThrow();
    }

    private static void ingest(Servers servers, Map<String, String> settings) throws Exception {
        try (Connector connector = servers.connector(settings)) {
            assertThat(connector.ingestOne().problems().failures()).isEmpty();
        }
    }

    @Test
    void writeAgainWhatWasStoredAndAnsweredWithAFailure() throws Exception {
        try (Servers servers = servers("1.6.1")) {
            catalog(servers).failSearch(true);
            assertThat(servers.ingest().problems().failures()).isNotEmpty();
            assertThat(catalog(servers).edgesOutsideTheIndex()).hasSize(2);

            catalog(servers).failSearch(false);
            ingest(servers);

            assertThat(catalog(servers).edgesOutsideTheIndex()).isEmpty();
            long writes = servers.catalogServer.writes();
            ingest(servers);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    @Test
    void writeAllEdgesOnceMoreWhenAsked() throws Exception {
        try (Servers servers = servers("1.6.1")) {
            ingest(servers);
            servers.catalog.resetRequests();
            try (Connector connector = servers.connector(Map.of())) {
                Pass pass = connector.reindexEdges();
                assertThat(pass.exitStatus()).isZero();
            }

            servers.catalog.verify(2, putRequestedFor(urlPathEqualTo("/api/v1/lineage")));
            long writes = servers.catalogServer.writes();
            ingest(servers);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.2.0,CustomPipeline", "1.6.0-SNAPSHOT,CustomPipeline", "1.6.1,Stitch"})
    void restoreAPipelineServiceThatIsDeletedSoftly(String version, String type) throws Exception {
        try (Servers servers = servers(version)) {
            ingest(servers);
            catalog(servers).edits().deletePipelineService("stitch");
            assertThat(catalog(servers).pipelines()).isEmpty();

            Run run = ingest(servers);

            assertThat(catalog(servers)
                            .entity("pipelineService", "stitch")
                            .orElseThrow()
                            .path("serviceType")
                            .asText())
                    .isEqualTo(type);
            assertThat(catalog(servers).pipelines()).hasSize(1);
            assertThat(run.counts().of(Count.PIPELINES_CREATED)).isZero();
        }
    }

    @Test
    void makeThePipelineServiceOfATypeThatTheServerKnows() throws Exception {
        try (Servers servers = servers("1.6.0-SNAPSHOT")) {
            servers.alter((call, answer) -> call.getUrl().endsWith("/system/version")
                    ? Response.Builder.like(answer)
                            .but()
                            .body("{\"version\": \"1.6.1\"}")
                            .build()
                    : answer);

            Run run = ingest(servers);

            assertThat(run.problems().notes()).singleElement().asString().contains("Stitch", "CustomPipeline");
            assertThat(catalog(servers).edges()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("fields")
    void leaveOutAFieldThatTheServerRefusesWhateverItsVersion(String field, String path) throws Exception {
        try (Servers servers = new Servers(StitchAccount.generated(2, 2, 2, 1.0), "1.13.0")) {
            catalog(servers).addUser("alice", "alice@example.net");
            catalog(servers).addDomain("Sales");
            Map<String, String> settings = Map.of("openmetadata.owners", ".*=alice", "openmetadata.domain", "Sales");
            servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/pipelines"))
                    .withRequestBody(matchingJsonPath(path))
                    .willReturn(badRequest()
                            .withBody("{\"code\": 400, \"message\": \"Unrecognized field \\\"" + field
                                    + "\\\" (class org.openmetadata.schema.api.data.CreatePipeline)\"}")));

            try (Connector connector = servers.connector(settings)) {
                Run run = connector.ingestOne();
                assertThat(run.problems().failures()).isEmpty();
                assertThat(run.problems().notes()).singleElement().asString().contains(field);
            }

            assertThat(catalog(servers).edges()).hasSize(4);
            long writes = servers.catalogServer.writes();
            ingest(servers, settings);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }

    static List<String> statusFields() {
        List<String> all = List.of("logLink", "executionId", "endTime", "startTime");
        return Extent.cases(all.subList(0, 1), all);
    }

    @ParameterizedTest
    @MethodSource("statusFields")
    void leaveOutAFieldOfARunStatusThatTheServerRefuses(String field) throws Exception {
        try (Servers servers = new Servers(StitchAccount.generated(2, 2, 2, 1.0), "1.13.0")) {
            ingest(servers);
            servers.catalog.stubFor(put(urlPathMatching("/api/v1/pipelines/[^/]+/status"))
                    .withRequestBody(matchingJsonPath("$.." + field))
                    .willReturn(badRequest()
                            .withBody("{\"code\": 400, \"message\": \"Unrecognized field \\\"" + field
                                    + "\\\" (class org.openmetadata.schema.entity.data.PipelineStatus)\"}")));

            try (Connector connector = servers.connector(Map.of())) {
                Run run = connector.status().runs().get(0);

                assertThat(run.problems().failures()).isEmpty();
                assertThat(run.problems().notes()).singleElement().asString().contains(field);
                assertThat(run.counts().of(Count.STATUSES)).isEqualTo(2);
                // all but the one by which the refusal is learned
                assertThat(connector.status().runs().get(0).counts().of(Count.STATUSES))
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void doNotAskForAFieldThatTheServerDoesNotKnow() throws Exception {
        try (Servers servers = servers("1.13.0")) {
            ingest(servers);
            makeDue(servers);
            servers.catalog.stubFor(get(urlPathMatching("/api/v1/pipelines/[^/]+"))
                    .withQueryParam("fields", containing("domains"))
                    .willReturn(badRequest().withBody("{\"code\": 400, \"message\": \"Invalid field name domains\"}")));

            Run run = ingest(servers);

            assertThat(run.problems().notes()).singleElement().asString().contains("domains");
            assertThat(run.counts().of(Count.PIPELINES_UPDATED)).isOne();
        }
    }

    @Test
    void failOverARefusalThatNamesNoFieldToDoWithout() throws Exception {
        try (Servers servers = servers("1.13.0")) {
            servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/pipelines"))
                    .willReturn(badRequest().withBody("{\"code\": 400, \"message\": \"[name is in a bad state]\"}")));

            assertThat(servers.ingest().problems().failures()).hasSize(1);
        }
    }

    @Test
    void tellOfADeletedPipelineServiceThatCannotBeBroughtBack() throws Exception {
        try (Servers servers = servers("1.2.0")) {
            catalog(servers).addPipeline("stitch", "CustomPipeline", "before");
            catalog(servers).edits().deletePipelineService("stitch");

            Run run = servers.ingest();

            assertThat(run.life().stopped() + run.problems().failures()).contains("500");
            assertThat(run.problems().notes()).anyMatch(note -> note.contains("hardDelete=true"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1.2.0,true", "1.6.0-SNAPSHOT,false"})
    void tellOfARegisteredServiceThatCannotBeWrittenAgain(String version, boolean broken) throws Exception {
        try (Servers servers = servers(version)) {
            catalog(servers).addDatabaseService("stitch_sources", "CustomDatabase");
            catalog(servers).edits().editDatabaseService("stitch_sources", service -> service.put("description", MARK));

            Run run = ingest(servers);

            assertThat(run.problems().notes().stream()
                            .anyMatch(note -> note.contains("stitch_sources") && note.contains("hardDelete=true")))
                    .isEqualTo(broken);
        }
    }

    @ParameterizedTest
    @Tag(Extent.THOROUGH)
    @CsvSource({"1.5.0,true", "1.6.1,false"})
    void tellInAPreviewOfAnotherTypeOfThePipelineService(String version, boolean other) throws Exception {
        try (Servers servers = servers(version);
                Printed printed = new Printed();
                Connector connector = servers.connector(Map.of())) {
            Pass preview = connector.preview();

            assertThat(preview.runs().get(0).problems().notes().stream()
                            .anyMatch(note -> note.contains("Stitch") && note.contains("CustomPipeline")))
                    .isEqualTo(other);
            assertThat(printed.text().contains("CustomPipeline")).isEqualTo(other);
        }
    }

    @ParameterizedTest
    @CsvSource({"1.2.0,true", "1.6.0-SNAPSHOT,false"})
    void tellOfAPipelineServiceThatCannotBeWrittenAgain(String version, boolean broken) throws Exception {
        try (Servers servers = servers(version)) {
            catalog(servers).addPipeline("stitch", "CustomPipeline", "before");

            Run run = ingest(servers);

            assertThat(run.problems().notes().stream().anyMatch(note -> note.contains("hardDelete=true")))
                    .isEqualTo(broken);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eyJhbGciOiJSUzI1NiJ9.e30.x"})
    void sayThatATokenIsRefusedOverWhichTheServerFails(String token) throws Exception {
        try (Servers servers = servers("1.6.1");
                Connector connector = servers.connector(Map.of("openmetadata.jwtToken", token))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(ExitStatus.REFUSED.code());
            assertThat(pass.runs().get(0).life().stopped()).contains("jwtToken");
            assertThat(servers.catalogServer.requestsByEndpoint().entrySet().stream()
                            .filter(entry -> !entry.getKey().endsWith("/version"))
                            .mapToLong(Map.Entry::getValue)
                            .sum())
                    .isOne();
        }
    }

    @Test
    void compareWithWhatWasStoredWhereUnknownColumnsAreDroppedInSilence() throws Exception {
        try (Servers servers = servers("1.13.0")) {
            AccountTable loaded = catalog(servers).tables().stream()
                    .filter(table -> table.fullyQualifiedName().startsWith("warehouse."))
                    .findFirst()
                    .orElseThrow();
            List<AccountColumn> left =
                    loaded.columns().subList(0, loaded.columns().size() - 1);
            String[] name = loaded.fullyQualifiedName().split("[.]");
            AtomicBoolean listed = new AtomicBoolean();
            servers.alter((call, answer) -> {
                if (call.getUrl().contains("databaseSchema=warehouse") && !listed.getAndSet(true)) {
                    catalog(servers).addTable(name[0], name[1], name[2], name[3], left);
                }
                return answer;
            });
            ingest(servers);
            assertThat(catalog(servers).edges())
                    .filteredOn(edge -> edge.to().equals(loaded.fullyQualifiedName()))
                    .singleElement()
                    .satisfies(edge ->
                            assertThat(edge.details().path("columnsLineage")).hasSize(left.size()));
            servers.catalog.resetRequests();

            ingest(servers);

            servers.catalog.verify(0, putRequestedFor(urlPathEqualTo("/api/v1/lineage")));
            long writes = servers.catalogServer.writes();
            ingest(servers);
            assertThat(servers.catalogServer.writes()).isEqualTo(writes);
        }
    }
}
