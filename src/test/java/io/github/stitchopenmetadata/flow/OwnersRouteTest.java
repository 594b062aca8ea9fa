package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.EntityRef;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run learns of its owners, its domain and itself when it connects. */
class OwnersRouteTest {

    private Servers servers;

    @BeforeEach
    void start() {
        servers = Servers.of(StitchAccount.generated(2, 1, 1, 1.0));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void looksUpEachOwnerAndTheDomainOnce() throws Exception {
        UUID jane = servers.catalogServer.catalog().addUser("jane.doe", "jane.doe@shop.example");
        UUID data = servers.catalogServer.catalog().addTeam("data platform");
        UUID sales = servers.catalogServer.catalog().addDomain("Sales");

        Catalog catalog = connect(
                Map.of(
                        "openmetadata.domain",
                        "Sales",
                        "openmetadata.owners",
                        "^(shop|a, \"b\")(_\\w{2})?$=jane.doe@shop.example; crm=team:data platform; web=jane.doe@shop.example"));

        assertThat(catalog.owner("shop_eu")).contains(new EntityRef(jane.toString(), "user"));
        assertThat(catalog.owner("web")).isEqualTo(catalog.owner("shop"));
        assertThat(catalog.owner("CRM")).contains(new EntityRef(data.toString(), "team"));
        assertThat(catalog.owner("other")).isEmpty();
        assertThat(catalog.domain()).contains(new EntityRef(sales.toString(), "domain"));
        servers.catalog.verify(3, getRequestedFor(urlPathMatching("/api/v1/(users|teams|domains)/name/.*")));
    }

    @Test
    void asksForNothingWhereNothingIsConfigured() throws Exception {
        Catalog catalog = connect(Map.of());

        assertThat(catalog.owner("shop")).isEmpty();
        assertThat(catalog.domain()).isEmpty();
        servers.catalog.verify(0, getRequestedFor(urlPathMatching("/api/v1/(users|teams|domains)/name/.*")));
    }

    @Test
    void belongsToNoDomainWhereOnlyOwnersAreConfigured() throws Exception {
        servers.catalogServer.catalog().addUser("jane", "jane@shop.example");

        Catalog catalog = connect(Map.of("openmetadata.owners", ".*=jane"));

        assertThat(catalog.owner("shop")).isPresent();
        assertThat(catalog.domain()).isEmpty();
    }

    @Test
    void looksUpNoOwnersWhereTheWorkflowBringsNone() throws Exception {
        servers.catalogServer.catalog().addUser("jane", "jane@shop.example");
        servers.catalogServer.catalog().addDomain("Sales");

        Catalog catalog = connect(Map.of(
                "openmetadata.owners", ".*=jane", "openmetadata.domain", "Sales", "stitch.includeOwners", "false"));

        assertThat(catalog.owner("shop")).isEmpty();
        assertThat(catalog.domain()).isPresent();
        servers.catalog.verify(0, getRequestedFor(urlPathEqualTo("/api/v1/users/name/jane")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "openmetadata.owners | .*=jane       | jane      | no such user",
                "openmetadata.owners | .*=team:data  | team:data | no such team",
                "openmetadata.owners | .*=bot@x.y    | bot@x.y   | user bot has another e-mail address",
                "openmetadata.domain | Sales.EU      | Sales.EU  | no such domain"
            })
    void goesOnWithoutWhatIsNotThere(String setting, String value, String named, String why) throws Exception {
        servers.catalogServer.catalog().addUser("bot", "bot@shop.example");

        assertGoesOnWithout(setting, value, named, why);
    }

    @ParameterizedTest
    @CsvSource({"403, role", "400, ''"})
    void goesOnWithoutWhatItMayNotSee(int status, String remedy) throws Exception {
        stub("/api/v1/domains/name/Sales", jsonResponse("{\"code\":" + status + ",\"message\":\"no\"}", status));

        assertGoesOnWithout(
                "openmetadata.domain",
                "Sales",
                "Sales",
                "/api/v1/domains/name/Sales",
                String.valueOf(status),
                "\"no\"",
                remedy);
    }

    private void assertGoesOnWithout(String setting, String value, String named, String... why) throws Exception {
        try (LogLines log = new LogLines();
                Connector connector = servers.connector(Map.of(setting, value))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isZero();
            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith("application.properties: ")
                    .contains(setting, named)
                    .contains(why);
        }
    }

    @Test
    void doesNotConnectWhereTheServerFails() throws Exception {
        stub("/api/v1/users/name/jane", jsonResponse("{}", 503));

        try (Connector connector = servers.connector(Map.of("openmetadata.owners", ".*=jane", "retry.attempts", "2"))) {
            assertThat(connector.ingestOne().life().stopped()).contains("/api/v1/users/name/jane", "503");
        }
        servers.catalog.verify(3, getRequestedFor(urlPathEqualTo("/api/v1/users/name/jane")));
        assertThat(servers.catalogServer.writes()).isZero();
    }

    @Test
    void warnsOfTheTokenOfAPerson() throws Exception {
        stub("/api/v1/users/loggedInUser", okJson("{\"name\": \"jane\", \"isBot\": false}"));

        try (LogLines log = new LogLines();
                Connector connector = servers.connector(Map.of())) {
            assertThat(connector.ingest().exitStatus()).isZero();

            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .asString()
                    .startsWith("application.properties: ")
                    .contains("jane", "workflowConfig.openMetadataServerConfig.securityConfig.jwtToken");
        }
        servers.catalog.verify(1, getRequestedFor(urlPathEqualTo("/api/v1/users/loggedInUser")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "200 | {\"name\": \"ingestion-bot\", \"isBot\": true}",
                "200 | {}",
                "200 | <html>",
                "403 | {\"code\": 403}",
                "404 | {\"code\": 404}",
                "500 | {\"responseMessage\": \"An exception with message [HTTP 404 Not Found] was thrown while processing request.\"}"
            })
    void saysNothingOfABotOrWhereTheServerDoesNotTell(int status, String body) throws Exception {
        stub("/api/v1/users/loggedInUser", jsonResponse(body, status));

        try (LogLines log = new LogLines();
                Connector connector = servers.connector(Map.of())) {
            assertThat(connector.ingest().exitStatus()).isZero();
            assertThat(log.at(Level.WARN)).isEmpty();
        }
        servers.catalog.verify(1, getRequestedFor(urlPathEqualTo("/api/v1/users/loggedInUser")));
    }

    private void stub(String path, ResponseDefinitionBuilder answer) {
        servers.catalog.stubFor(get(urlPathEqualTo(path)).willReturn(answer));
    }

    private Catalog connect(Map<String, String> settings) throws Exception {
        try (Connector connector = servers.connector(settings)) {
            CamelContext context = connector.context();
            Workflow workflow = context.getRegistry()
                    .lookupByNameAndType("workflows", Workflows.class)
                    .list()
                    .get(0);
            Runs runs = context.getRegistry().lookupByNameAndType("runs", Runs.class);
            Run run = runs.start(
                    runs.accounts(runs.begin("lineage"), List.of(workflow)).get(0));
            return context.createFluentProducerTemplate()
                    .to("direct:connect")
                    .withVariable("run", run)
                    .send()
                    .getMessage()
                    .getBody(Catalog.class);
        }
    }
}
