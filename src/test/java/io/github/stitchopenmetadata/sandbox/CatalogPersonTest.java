package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is otherwise when the token belongs to a person. */
class CatalogPersonTest {

    private CatalogServer server;
    private Caller bot;
    private Caller person;

    @BeforeEach
    void start() {
        start("1.13.0");
    }

    private void start(String version) {
        server = new CatalogServer(
                version, "bot-token", CatalogServer.Options.defaults().withPersonToken("person-token"));
        bot = Caller.withToken(server.url() + "/v1", "bot-token");
        person = Caller.withToken(server.url() + "/v1", "person-token");
        put(bot, "/services/pipelineServices", CatalogFixture.CUSTOM_SERVICE);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static Caller.Reply put(Caller caller, String path, String body) {
        return caller.put(path, body.replace('\'', '"'));
    }

    private static Caller.Reply putPipeline(Caller caller, String properties) {
        return put(caller, "/pipelines", "{'name': 'shop', 'service': 'stitch'" + properties + "}");
    }

    private JsonNode stored() {
        return server.catalog().pipeline("stitch.shop").orElseThrow();
    }

    @Test
    void tellsWhoIsLoggedIn() {
        assertThat(bot.get("/users/loggedInUser").json().path("isBot").asBoolean())
                .isTrue();
        JsonNode user = person.get("/users/loggedInUser").json();
        assertThat(user.path("name").asText()).isEqualTo("admin");
        assertThat(user.path("isBot").asBoolean(true)).isFalse();
    }

    @Test
    void letsNobodyElseIn() {
        assertThat(Caller.withToken(server.url() + "/v1", "other")
                        .get("/tables")
                        .message())
                .isEqualTo("Invalid token");
        try (CatalogServer alone = new CatalogServer("1.13.0", "bot-token")) {
            assertThat(Caller.withToken(alone.url() + "/v1", "null")
                            .get("/tables")
                            .status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.4.0", "2.0.0"})
    void replacesTextsWhereABotKeepsThem(String version) {
        server.close();
        start(version);
        putPipeline(
                person, ", 'displayName': 'First', 'description': 'd', 'tasks': [{'name': 'a', 'description': 'td'}]");

        putPipeline(bot, ", 'displayName': 'Second', 'tasks': [{'name': 'a'}]");
        assertThat(stored().path("displayName").asText()).isEqualTo("First");
        assertThat(stored().path("description").asText()).isEqualTo("d");
        assertThat(stored().at("/tasks/0/description").asText()).isEqualTo("td");

        assertThat(putPipeline(person, ", 'displayName': 'Second', 'tasks': [{'name': 'a'}]")
                        .change())
                .isEqualTo("entityUpdated");
        assertThat(stored().path("displayName").asText()).isEqualTo("Second");
        assertThat(stored().has("description")).isFalse();
        assertThat(stored().at("/tasks/0").has("description")).isFalse();
    }

    @Test
    void clearsTheTextsOfColumns() {
        server.catalog().addDatabaseService("prod", "Postgres");
        server.catalog().addTable("prod", "shop", "public", "other", List.of());
        String table =
                "{'name': 'orders', 'databaseSchema': 'prod.shop.public', 'columns': [{'name': 'id', 'dataType': 'INT'%s}]}";
        put(bot, "/tables", table.formatted(", 'description': 'd'"));

        put(bot, "/tables", table.formatted(""));
        assertThat(bot.get("/tables/name/prod.shop.public.orders?fields=columns")
                        .text())
                .contains("\"description\":\"d\"");
        put(person, "/tables", table.formatted(""));
        assertThat(bot.get("/tables/name/prod.shop.public.orders?fields=columns")
                        .text())
                .doesNotContain("description");
    }

    @Test
    void replacesOwnersThatAreGivenAndKeepsThemOtherwise() {
        String maria = server.catalog().addUser("maria", "maria@example.net").toString();
        String team = server.catalog().addTeam("data").toString();
        putPipeline(bot, ", 'owners': [{'id': '" + maria + "', 'type': 'user'}]");

        putPipeline(bot, ", 'owners': [{'id': '" + team + "', 'type': 'team'}]");
        assertThat(stored().at("/owners/0/name").asText()).isEqualTo("maria");
        putPipeline(person, ", 'owners': [{'id': '" + team + "', 'type': 'team'}]");
        assertThat(stored().path("owners").findValuesAsText("name")).containsExactly("data");
        putPipeline(person, "");
        assertThat(stored().path("owners").findValuesAsText("name")).containsExactly("data");
    }
}
