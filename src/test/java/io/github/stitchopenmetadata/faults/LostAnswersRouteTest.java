package io.github.stitchopenmetadata.faults;

import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.MixedAccount;
import io.github.stitchopenmetadata.support.Servers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A call that was done although its answer was lost is repeated, and that does no harm. */
class LostAnswersRouteTest {

    private static final String PIPELINES = "/api/v1/pipelines/[0-9a-f-]{36}";

    private static final Instant TODAY = Instant.parse("2025-10-02T00:00:00Z");

    @AutoClose
    private Servers servers;

    private StoredCatalog catalog;
    private Connector connector;

    @BeforeEach
    void ingestAPausedSource() throws Exception {
        servers = MixedAccount.serve("1.13.0");
        catalog = servers.catalogServer.catalog();
        connector = MixedAccount.connector(servers, Map.of("openmetadata.concurrency", "1"));
        change(account -> AccountEdits.pauseSource(account, MixedAccount.SHOP, TODAY));
        assertThat(connector.ingestOne().problems().failures()).isEmpty();
        assertThat(tags("stitch.shop")).contains("Stitch.paused");
    }

    @AfterEach
    void stop() {
        connector.close();
    }

    /** Done twice as it is, the patch would take away what another tag has come to stand in the place of, or be refused. */
    @Test
    @Tag(Extent.THOROUGH)
    void makesAPatchAnew() {
        change(account -> AccountEdits.resumeSource(account, MixedAccount.SHOP));
        servers.loseFirstAnswer(RequestMethod.PATCH, PIPELINES);

        Run run = connector.ingestOne();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(tags("stitch.shop")).doesNotContain("Stitch.paused").isNotEmpty();
        servers.catalog.verify(1, patchRequestedFor(urlMatching(PIPELINES)));
        assertThat(connector.ingestOne().counts().of(Count.PIPELINES_UNCHANGED)).isEqualTo(8);
    }

    @Test
    void healsWithTheNextRunWhatSomebodyElseHasChangedMeanwhile() {
        change(account -> AccountEdits.resumeSource(account, MixedAccount.SHOP));
        servers.catalog.stubFor(patch(urlMatching(PIPELINES))
                .inScenario("patch")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("over")
                .willReturn(jsonResponse(
                        "{\"code\":400,\"message\":\"The JSON Patch operation 'test' failed for path '/tags/0/tagFQN'\"}",
                        400)));

        Pass refused = connector.ingest();

        assertThat(refused.exitStatus()).isOne();
        assertThat(refused.runs().get(0).problems().failures()).singleElement().satisfies(failure -> {
            assertThat(failure.what()).isEqualTo("shop");
            assertThat(failure.why()).contains("answered 400", "'test' failed for path '/tags/0/tagFQN'");
        });
        Pass next = connector.ingest();
        assertThat(next.exitStatus()).isZero();
        assertThat(next.runs().get(0).counts().of(Count.PIPELINES_UPDATED)).isOne();
        assertThat(tags("stitch.shop")).doesNotContain("Stitch.paused");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void deletesAPipelineOnce() {
        change(account -> AccountEdits.deleteSource(account, MixedAccount.SHOP, TODAY));
        servers.loseFirstAnswer(RequestMethod.PATCH, PIPELINES);
        AtomicInteger deletions = new AtomicInteger();
        servers.alter((call, answer) -> {
            if (!call.getMethod().equals(RequestMethod.DELETE) || !call.getUrl().startsWith("/api/v1/pipelines/")) {
                return answer;
            }
            return deletions.incrementAndGet() == 1
                    ? Response.Builder.like(answer)
                            .but()
                            .fault(Fault.EMPTY_RESPONSE)
                            .build()
                    : Response.response()
                            .status(404)
                            .body("{\"code\":404,\"message\":\"pipeline instance not found\"}")
                            .build();
        });

        Run run = connector.ingestOne();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.PIPELINES_DELETED)).isOne();
        assertThat(catalog.pipelines()).doesNotContainKey("stitch.shop");
        servers.catalog.verify(2, deleteRequestedFor(urlPathMatching(PIPELINES)));
        assertThat(connector.ingestOne().counts().of(Count.PIPELINES_DELETED)).isZero();
    }

    @Test
    void deletesAnEdgeOnce() {
        change(account -> AccountEdits.deleteSource(account, MixedAccount.SHOP, TODAY));
        servers.loseFirstAnswer(RequestMethod.DELETE, "/api/v1/lineage/.*");

        Run run = connector.ingestOne();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.EDGES_REMOVED)).isEqualTo(2);
        assertThat(run.counts().of(Count.PIPELINES_DELETED)).isOne();
        assertThat(catalog.edges()).hasSize(6);
    }

    @Test
    void writesAPipelineAndAnEdgeOnce() {
        change(account -> AccountEdits.editSource(account, MixedAccount.SHOP, source -> source.withObject("/schedule")
                .put("interval", 30.0)));
        catalog.edits().deleteEdge("prod_postgres.shop.public.orders", "warehouse.DWH.SHOP.ORDERS");
        int edges = catalog.edges().size();
        servers.loseFirstAnswer(RequestMethod.PUT, "/api/v1/(pipelines|lineage)");

        Run run = connector.ingestOne();

        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.EDGES_DRAWN)).isOne();
        assertThat(catalog.edges()).hasSize(edges + 1);
        assertThat(catalog.pipeline("stitch.shop")
                        .orElseThrow()
                        .path("scheduleInterval")
                        .asText())
                .isEqualTo("*/30 * * * *");
    }

    private void change(UnaryOperator<StitchAccount> edit) {
        servers.account.replace(edit.apply(servers.account.account()));
    }

    private List<String> tags(String pipeline) {
        JsonNode tags = catalog.pipeline(pipeline).orElseThrow().path("tags");
        return StreamSupport.stream(tags.spliterator(), false)
                .map(tag -> tag.path("tagFQN").asText())
                .toList();
    }
}
