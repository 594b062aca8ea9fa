package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many messages need the tables of one schema at the same time. */
class ListTablesRouteTest {

    private static final int MESSAGES = 8;
    private static final String TABLES = "/api/v1/tables";
    private static final String FIRST_PAGE =
            """
            {"data": [{"id": "1", "name": "orders", "fullyQualifiedName": "s.d.c.orders"}], "paging": {"after": "x"}}""";
    private static final String LAST_PAGE =
            """
            {"data": [{"id": "2", "name": "items", "fullyQualifiedName": "s.d.c.items"}], "paging": {"total": 2}}""";

    @RegisterExtension
    private final WireMockExtension catalog = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final TableIndex index = new TableIndex(100);

    private void answerWithTwoPages() {
        catalog.stubFor(
                get(urlPathEqualTo(TABLES)).willReturn(okJson(FIRST_PAGE).withFixedDelay(200)));
        catalog.stubFor(get(urlPathEqualTo(TABLES))
                .withQueryParam("after", equalTo("x"))
                .willReturn(okJson(LAST_PAGE).withFixedDelay(200)));
    }

    /** Lists the schema for many messages at once: why each listing failed, null where it did not. */
    private List<Exception> list(List<SchemaTables> schemas) throws Exception {
        Workflow workflow = new WorkflowSettings(name -> null)
                .fromSettings(Map.of(
                        "stitch.serviceName", "stitch",
                        "stitch.token", "t",
                        "openmetadata.jwtToken", "t",
                        "openmetadata.hostPort", catalog.baseUrl() + "/api"));
        Run run = Run.of(Pass.Kind.LINEAGE, workflow);
        CyclicBarrier together = new CyclicBarrier(MESSAGES);
        ExecutorService workers = Executors.newFixedThreadPool(MESSAGES);
        try (Connector connector = Connector.between("http://127.0.0.1:1", catalog.baseUrl() + "/api", Map.of())) {
            List<Future<Exception>> listings = new ArrayList<>();
            for (SchemaTables schema : schemas) {
                listings.add(workers.submit(() -> {
                    together.await();
                    return connector
                            .context()
                            .createFluentProducerTemplate()
                            .to("direct:list-tables")
                            .withProcessor(exchange -> {
                                exchange.setVariable("run", run);
                                exchange.getMessage().setBody(schema);
                            })
                            .send()
                            .getException();
                }));
            }
            List<Exception> failures = new ArrayList<>();
            for (Future<Exception> listing : listings) {
                failures.add(Patience.get(listing));
            }
            return failures;
        } finally {
            workers.shutdownNow();
        }
    }

    private List<SchemaTables> schemas() {
        List<SchemaTables> schemas = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            schemas.addAll(index.lookup(List.of("s.d.c")).unlisted());
        }
        return schemas;
    }

    @Test
    void oneListsThemWhileTheOthersWait() throws Exception {
        answerWithTwoPages();
        List<SchemaTables> schemas = schemas();

        assertThat(list(schemas)).hasSize(MESSAGES).containsOnlyNulls();

        catalog.verify(2, getRequestedFor(urlPathEqualTo(TABLES)));
        assertThat(schemas)
                .extracting(SchemaTables::byName)
                .allSatisfy(tables -> assertThat(tables).isSameAs(schemas.get(0).byName()))
                .first()
                .satisfies(tables -> assertThat(tables.items()).hasSize(2));
    }

    @Test
    void theNextOneTriesWhereOneFailed() throws Exception {
        answerWithTwoPages();
        catalog.stubFor(get(urlPathEqualTo(TABLES))
                .inScenario("once")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo("refused")
                .willReturn(aResponse().withStatus(403).withFixedDelay(200)));

        List<Exception> failures = list(schemas());

        assertThat(failures)
                .filteredOn(Objects::nonNull)
                .singleElement()
                .isInstanceOfSatisfying(CallFailedException.class, refusal -> assertThat(refusal.getStatus())
                        .isEqualTo(403));
        catalog.verify(3, getRequestedFor(urlPathEqualTo(TABLES)));
    }
}
