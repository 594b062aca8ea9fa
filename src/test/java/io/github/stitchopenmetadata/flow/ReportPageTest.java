package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Browser;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.Color;
import org.openqa.selenium.support.ui.Select;

/** The pages that people open, as a browser shows them: those of the sandbox, whose pictures stay in target/report-pages. */
class ReportPageTest {

    private static final Path PAGES = Path.of("target/report-pages");
    private static final Path REPORT = PAGES.resolve("report.html");
    private static final String HOSTILE =
            "</script><script>window.hit = 1</script><img src=x onerror=\"window.hit = 2\"><!--<script>\u2028{a|b} ${x} '\"&amp;\u202e";
    private static Browser browser;

    @BeforeAll
    static void runTheSandbox() throws Exception {
        browser = Browser.start();
        try (Sandbox sandbox = Sandbox.start()) {
            Map<String, String> settings = new HashMap<>(sandbox.settings());
            settings.put("report.directory", PAGES.toString());
            try (Connector connector = Connector.with(settings)) {
                connector.ingest();
                Files.createDirectories(PAGES.resolve("first"));
                Files.copy(REPORT, PAGES.resolve("first/report.html"), StandardCopyOption.REPLACE_EXISTING);
                connector.status();
                connector.ingest();
                connector.replay();
            }
        }
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void atADesk() {
        browser.size(1280, 900).dark(false);
    }

    @AfterEach
    void theConsoleIsEmpty() {
        assertThat(browser.console()).isEmpty();
    }

    @Test
    void tellsFirstHowItIsAndWhatToDo() throws Exception {
        browser.open(PAGES.resolve("first/report.html"));

        assertThat(browser.find("h1").getText()).contains("3 edges");
        assertThat(browser.texts("#todo strong"))
                .containsExactly("2 × source service unknown", "1 × destination table not in catalog");
        assertThat(browser.texts("#todo p")).anyMatch(remedy -> remedy.contains("dbServiceNames"));
        assertThat(browser.find("#tiles").getText())
                .contains("Pipelines\n10 written\n10 created", "Edges\n23 drawn\n3 missing");
        assertThat(browser.texts("#calls-table td.path"))
                .contains("GET /v4/sources/{source_id}/streams", "PUT /v1/lineage");
        assertThat(browser.all("#calls-chart svg, #graph svg")).hasSize(2);
        assertThat(browser.find("#todo strong").getRect().getY()).isLessThan(500);
        Files.write(PAGES.resolve("light.png"), browser.picture());
        // what the README shows
        Files.write(
                PAGES.resolve("report.png"),
                browser.size(1120, 1330)
                        .open(PAGES.resolve("first/report.html"))
                        .view());
    }

    @Test
    @Tag(Extent.THOROUGH)
    void tellsFirstWhatWentAndWhatMayBeWhy(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(
                folder.resolve("report.html"),
                Files.readString(PAGES.resolve("first/report.html"))
                        .replaceFirst("\"edges_removed\" ?: ?0", "\"edges_removed\": 66")
                        .replaceFirst("\"warnings\" ?: ?\\[ ?]", "\"warnings\": [\"dbServiceName has no effect\"]"));

        browser.open(page);

        assertThat(browser.find("h1").getText()).contains("66 edges were removed", "1 warning");
        assertThat(browser.texts("#todo strong")).contains("dbServiceName has no effect");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void showsHowManyRowsWentIntoTheHistory(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(
                folder.resolve("report.html"),
                Files.readString(REPORT)
                        .replaceFirst(
                                "\"sources\" ?: ?\\[",
                                "\"pushed\": {\"stitch_openmetadata_runs\": 1, \"edges\": 0, \"missing_edges\": 3}, \"sources\": ["));

        assertThat(browser.open(page).find("#tiles").getText())
                .contains("History\n4 rows pushed\n1 runs, 3 missing edges");
        assertThat(browser.open(REPORT).find("#tiles").getText()).doesNotContain("History");
    }

    @Test
    void findsMissingEdgesByAWordAndByTheirReason() {
        browser.open(REPORT);
        WebElement search = browser.find("#missing-search");

        search.sendKeys("VOTES");
        assertThat(browser.texts("#missing-groups tbody tr"))
                .hasSize(1)
                .first()
                .asString()
                .contains("reviews")
                .contains("review_votes");
        assertThat(browser.find("#missing-count").getText()).isEqualTo("1 missing edge found");

        search.clear();
        search.sendKeys("nowhere");
        assertThat(browser.texts("#missing-groups tbody tr")).isEmpty();

        search.clear();
        search.sendKeys(" ", Keys.BACK_SPACE);
        new Select(browser.find("#missing-reason")).selectByVisibleText("Destination table not in catalog");
        assertThat(browser.texts("#missing-groups tbody tr"))
                .hasSize(1)
                .first()
                .asString()
                .contains("shop")
                .contains("returns");
        assertThat(browser.find("#missing-groups").getText()).contains("Remedy: ", "dbServiceNames");
    }

    /** The picture is drawn after the rest of the page. */
    private static void assertDrawn(String... texts) {
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(browser.texts("#graph text")).contains(texts));
    }

    @Test
    void leadsFromAllSourcesToOneAndBack() {
        browser.open(REPORT);
        assertDrawn("Shop database", "Missing: source service unknown");

        browser.find("#source-search").sendKeys("SHOP");
        assertThat(browser.texts("#sources .name")).containsExactly("Shop database", "Outlet store (Shopify)");
        browser.click("#sources button", 0);

        assertThat(browser.find("#picture-title").getText()).startsWith("Shop database");
        assertDrawn("orders", "returns", "Missing: destination table not in catalog");
        assertThat(browser.texts("#streams tbody tr").get(0)).contains("returns", "Missing", "metadata ingestion");
        assertThat(browser.texts("#streams tbody tr"))
                .anyMatch(row -> row.contains("prod_postgres.shop.public.orders")
                        && row.contains("warehouse.ANALYTICS.SHOP.ORDERS"));
        browser.find("#overview").click();
        assertThat(browser.find("#picture-title").getText()).doesNotContain("Shop database");

        new Select(browser.find("#source-filter")).selectByVisibleText("With missing edges (2)");
        browser.find("#source-search").clear();
        browser.find("#source-search").sendKeys("product");
        assertThat(browser.texts("#sources .name")).containsExactly("Product reviews");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void followsAClickIntoThePictureAndFromAMissingEdge() {
        browser.open(REPORT);
        Patience.await().until(() -> browser.texts("#graph text").contains("HubSpot"));
        browser.click("#graph text", browser.texts("#graph text").indexOf("HubSpot"));
        assertThat(browser.find("#picture-title").getText()).startsWith("HubSpot");

        browser.find("#missing-groups .link").click();
        assertThat(browser.find("#picture-title").getText()).startsWith("Product reviews");
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("picture-title");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void canBeMadeLargerAndSmaller() {
        browser.open(REPORT);
        int before = browser.find("#graph").getSize().getHeight();

        browser.find("#larger").click();
        int larger = browser.find("#graph").getSize().getHeight();
        browser.find("#smaller").click();
        browser.find("#smaller").click();

        assertThat(larger).isGreaterThan(before);
        assertThat(browser.find("#graph").getSize().getHeight()).isLessThan(before);
    }

    @Test
    void canBeUsedWithTheKeyboardAlone() {
        browser.open(REPORT);

        browser.tab();
        assertThat(browser.focused().getText()).startsWith("Skip");
        assertThat(browser.focused().getRect().getX()).isNotNegative();
        browser.press(Keys.ENTER);
        tabTo("source-search");
        assertThat(browser.focused().getCssValue("outline-style")).isEqualTo("solid");
        browser.press("hub");
        for (int i = 0; i < 4; i++) {
            browser.tab();
        }
        assertThat(browser.focused().getText()).startsWith("HubSpot");
        browser.press(Keys.SPACE);
        assertThat(browser.find("#picture-title").getText()).startsWith("HubSpot");
        tabTo("overview");
        browser.press(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo("source-search");
    }

    @Test
    void isAccessibleInAnyLight() throws IOException {
        for (Path page : List.of(REPORT, PAGES.resolve("index.html"))) {
            for (boolean dark : Extent.cases(List.of(page == REPORT), List.of(false, true))) {
                browser.dark(dark).open(page);
                if (page == REPORT) {
                    browser.click("#sources button", 1);
                }
                assertThat(browser.inaccessible())
                        .as(page + (dark ? " in the dark" : ""))
                        .isEmpty();
            }
        }
    }

    @Test
    @Tag(Extent.THOROUGH)
    void isDarkWhereTheScreenIs() throws Exception {
        browser.open(REPORT);
        assertThat(brightness("body")).isGreaterThan(200);

        browser.dark(true);

        assertThat(brightness("body")).isLessThan(60);
        // the picture is drawn anew when the page is told, which is a moment later
        await().untilAsserted(() ->
                assertThat(Color.fromString(ink()).getColor().getRed()).isGreaterThan(200));
        Files.write(PAGES.resolve("dark.png"), browser.picture());
    }

    private String ink() {
        return (String) browser.run("return document.querySelector('#graph text').getAttribute('fill')");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void fitsOnAPhone() throws Exception {
        for (Path page : List.of(REPORT, PAGES.resolve("index.html"))) {
            browser.size(360, 740).open(page);
            if (page == REPORT) {
                browser.click("#sources button", 1);
            }
            assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(360);
            Files.write(PAGES.resolve(page == REPORT ? "phone.png" : "phone-index.png"), browser.picture());
        }
    }

    @Test
    void listsTheRunsThatAreKept() throws Exception {
        browser.open(PAGES.resolve("index.html"));

        assertThat(browser.find("h1").getText()).contains("lineage");
        assertThat(browser.texts("#runs tbody tr").subList(0, 4))
                .extracting(row -> row.replaceAll("\\s+", " "))
                .satisfies(rows -> assertThat(rows.get(0)).contains("Replay").contains("All right"))
                .satisfies(rows -> assertThat(rows.get(1))
                        .contains("Lineage run")
                        .contains("Delivered, with gaps")
                        .contains("none"))
                .satisfies(rows -> assertThat(rows.get(2)).contains("7 run status"))
                .satisfies(rows -> assertThat(rows.get(3)).contains("10 created, 23 edges drawn"));
        assertThat(browser.all("#trend-chart svg")).hasSize(1);
        Files.write(PAGES.resolve("index.png"), browser.picture());

        new Select(browser.find("#run-filter")).selectByVisibleText("Run status");
        assertThat(browser.texts("#runs tbody tr")).isNotEmpty().allMatch(row -> row.contains("Run status"));
        browser.find("#runs a").click();
        assertThat(browser.find("h1").getText()).startsWith("Run status");
        browser.find("#links a").click();
        assertThat(browser.find("h1").getText()).contains("lineage");
    }

    @Test
    void showsHostileTextsAndCarriesNothingOut(@TempDir Path folder) throws Exception {
        try (Servers servers = new Servers(hostile(), "1.13.0", catalog -> {
            catalog.addDatabaseService("prod_postgres", "Postgres");
            catalog.addDatabaseService("warehouse", "Snowflake");
        })) {
            String error = Json.MAPPER
                    .createObjectNode()
                    .put("code", 400)
                    .put("message", HOSTILE)
                    .toString();
            servers.catalog.stubFor(put(urlPathEqualTo("/api/v1/pipelines"))
                    .willReturn(aResponse().withStatus(400).withBody(error)));
            try (Connector connector =
                    servers.connector(Map.of("report.directory", folder.toString(), "retry.attempts", "0"))) {
                connector.ingest();
            }
        }
        browser.open(folder.resolve("report.html"));

        assertThat(browser.find("h1").getText()).contains("1 failure");
        String shown = HOSTILE.replace("\u2028", "\\u2028").replace("\u202e", "\\u202e");
        assertThat(browser.texts("#sources .name")).containsExactly(shown);
        assertThat(browser.texts("#missing-groups td")).contains(shown);
        browser.find("#missing-groups .link").click();
        assertThat(browser.texts("#streams td")).contains(shown);
        assertThat(browser.find("#failure-groups").getText()).contains("window.hit = 1");
        assertThat(browser.run("return window.hit")).isNull();
        assertThat(browser.all("img")).isEmpty();
        assertThat(browser.all("script")).hasSize(3);
        assertThat(browser.inaccessible()).isEmpty();
    }

    /** The policy itself holds, whatever the page's own script might do. */
    @Test
    void letsNothingRunAndNothingLoadThatIsNotItsOwn() {
        browser.open(REPORT);
        browser.run(
                "document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/x\" onerror=\"window.hit = 1\">');"
                        + "const script = document.createElement('script'); script.textContent = 'window.hit = 2'; document.body.append(script);");
        assertThat(browser.run("return window.hit")).isNull();
        assertThat(browser.console())
                .anyMatch(line -> line.contains("Content Security Policy") && line.contains("img-src"))
                .anyMatch(line -> line.contains("Content Security Policy") && line.contains("script-src"));
    }

    private static int brightness(String css) {
        var colour = Color.fromString(browser.find(css).getCssValue("background-color"))
                .getColor();
        return (colour.getRed() + colour.getGreen() + colour.getBlue()) / 3;
    }

    private static void tabTo(String id) {
        for (int i = 0; i < 60 && !id.equals(browser.focused().getDomAttribute("id")); i++) {
            browser.tab();
        }
        assertThat(browser.focused().getDomAttribute("id")).isEqualTo(id);
    }

    private static StitchAccount hostile() {
        StitchAccount.Builder account = StitchAccount.builder();
        account.addDestination((ObjectNode) JsonText.json(
                "{'id': 7, 'type': 'snowflake', 'stitch_client_id': 42, 'properties': {'database': 'dwh'}}"));
        ObjectNode source = (ObjectNode)
                JsonText.json(
                        "{'id': 1, 'type': 'platform.hp-postgres', 'stitch_client_id': 42, 'properties': {},"
                                + "'created_at': '2026-01-01T00:00:00Z', 'report_card': {'current_step_type': 'fully_configured'}}");
        account.addSource(source.put("name", HOSTILE).put("display_name", HOSTILE));
        ObjectNode stream = (ObjectNode) JsonText.json(
                "{'selected': true, 'tap_stream_id': 'x', 'stream_id': 101, 'metadata': {'database-name': 'shop'}}");
        stream.withObject("/metadata").put("schema-name", HOSTILE);
        account.addStream(1, stream.put("stream_name", HOSTILE), JsonText.json("{'schema': '{}', 'metadata': []}"));
        return account.build();
    }
}
