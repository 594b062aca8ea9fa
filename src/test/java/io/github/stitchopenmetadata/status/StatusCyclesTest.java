package io.github.stitchopenmetadata.status;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.FailedCall;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Paging;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.state.StateFiles;
import io.github.stitchopenmetadata.stitch.Account;
import io.github.stitchopenmetadata.stitch.StitchCalls;
import io.github.stitchopenmetadata.support.SettableClock;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelExchangeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCyclesTest {

    private static final Workflow SHOP = ShopWorkflow.named("stitch");
    private static final String LOADS = "https://api.stitchdata.com/v4/4711/loads";
    private static final String EXTRACTIONS = "https://api.stitchdata.com/v4/4711/extractions";

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock();
    private StatusBook book;

    private StatusCycles cycles() {
        return new StatusCycles(new StateFiles(folder.toString()), new StitchCalls(), new CatalogCalls(), clock);
    }

    /** As a new process does. */
    private StatusCycle open(Workflow workflow, long clientId) {
        WorkflowRun run = Run.of(Pass.Kind.STATUS, workflow);
        book = new StatusBooks()
                .open(
                        run,
                        new Account(json(
                                "[{'id': 11, 'stitch_client_id': %1$d, 'name': 'shop'}, {'id': 12, 'stitch_client_id': %1$d, 'name': 'crm'}]"
                                        .formatted(clientId))),
                        new Catalogs().unopened(json("{'version': '1.13.0'}")));
        return cycles().open(run, book);
    }

    private StatusCycle open(Workflow workflow) {
        return open(workflow, 4711);
    }

    private StatusCycle open() {
        return open(SHOP);
    }

    private void readLoads(StatusCycle cycle, int number, int of, String... records) {
        read(cycles().loads(cycle), "loads", number, of, records);
    }

    private void readExtractions(StatusCycle cycle, int number, int of) {
        read(cycles().extractions(cycle), "extractions", number, of, "{'source_id': 11}", "{'source_id': 12}");
    }

    private void deliverExtractions(StatusCycle cycle, int number, int of) {
        readExtractions(cycle, number, of);
        cycles().pageDelivered(cycle);
    }

    private static void read(Paged list, String what, int number, int of, String... records) {
        ArrayNode data = Json.MAPPER.createArrayNode();
        List.of(records).forEach(record -> data.add(json(record)));
        ObjectNode answer =
                Json.MAPPER.createObjectNode().put("total", of * records.length).set("data", data);
        if (number < of) {
            answer.putObject("links").put("next", "/v4/4711/" + what + "?page=" + (number + 1));
        }
        new Paging().add(list, answer);
    }

    private URI nextLoads(StatusCycle cycle) {
        return uri(cycles().loads(cycle));
    }

    private URI nextExtractions(StatusCycle cycle) {
        return uri(cycles().extractions(cycle));
    }

    private static URI uri(Paged list) {
        return new Attempt(list.next(), SHOP.stitch().baseUrl(), false).uri();
    }

    private static String load(String source, String stream, String more) {
        return "{'source_name': '%s', 'stream_name': '%s', %s}".formatted(source, stream, more);
    }

    private Path file() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("run-status-4711-"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void goesOnWithTheNextPageAndTheLoadsThatWereRead() {
        readLoads(
                open(),
                1,
                2,
                load("shop", "orders", "'last_batch_loaded_at': '2024-02-03T04:05:00Z'"),
                load("crm", "users", "'error_state': 'full'"),
                load("gone", "x", "'error_state': null"),
                load("shop", "items", "'error_state': {}"));

        StatusCycle second = open();
        assertThat(cycles().lacksLoads(second)).isTrue();
        assertThat(nextLoads(second)).hasToString(LOADS + "?page=2");
        readLoads(second, 2, 2, load("crm", "users", "'last_batch_loaded_at': '2024-02-03T04:06:00Z'"));

        StatusCycle third = open();
        assertThat(cycles().lacksLoads(third)).isFalse();
        assertThat(nextExtractions(third)).hasToString(EXTRACTIONS);
        deliverExtractions(third, 1, 3);

        StatusCycle fourth = open();
        assertThat(cycles().lacksLoads(fourth)).isFalse();
        assertThat(nextExtractions(fourth)).hasToString(EXTRACTIONS + "?page=2");
        assertThat(book.lastLoads().get("shop"))
                .containsOnlyKeys("orders", "items")
                .containsEntry("orders", new Load(1_706_933_100_000L, null));
        assertThat(book.lastLoads().get("crm"))
                .containsOnlyKeys("users")
                .containsEntry("users", new Load(1_706_933_160_000L, null));
        assertThat(book.lastLoads()).doesNotContainKey("gone");
    }

    @Test
    void startsAnewWhenAllWasRead() {
        StatusCycle cycle = open();
        readLoads(cycle, 1, 1, load("shop", "orders", "'error_state': null"));
        deliverExtractions(cycle, 1, 2);
        deliverExtractions(cycle, 2, 2);
        assertThat(nextExtractions(open()))
                .as("ended in between: the last page again")
                .hasToString(EXTRACTIONS + "?page=2");

        cycles().end(cycle);

        assertThat(folder.toFile().list()).containsExactly(".lock");
        assertThat(cycles().lacksLoads(open())).isTrue();
        assertThat(book.lastLoads().get("shop")).isEmpty();
    }

    /** A status that was not delivered is not lost with the process. */
    @Test
    void readsAPageAgainWhoseStatusesWereNotAllDelivered() {
        StatusCycle cycle = open();
        readLoads(cycle, 1, 1, load("shop", "orders", "'error_state': null"));
        deliverExtractions(cycle, 1, 3);
        readExtractions(cycle, 2, 3);
        assertThat(nextExtractions(open())).hasToString(EXTRACTIONS + "?page=2");

        cycles().pageDelivered(cycle);

        assertThat(nextExtractions(open())).hasToString(EXTRACTIONS + "?page=3");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "36, true", "37, false", "-1, true", "-36, true", "-37, false"})
    void startsAnewAfterADayAndAHalf(int hours, boolean goesOn) {
        readLoads(open(), 1, 2, load("shop", "orders", "'error_state': null"));
        clock.move(Duration.ofHours(hours).toMillis());

        assertThat(nextLoads(open())).hasToString(goesOn ? LOADS + "?page=2" : LOADS);
    }

    @Test
    void keepsAPositionForEachPlaceThatTheAccountGoesTo() {
        readLoads(open(), 1, 2, load("shop", "orders", "'error_state': null"));

        assertThat(nextLoads(open(ShopWorkflow.named("other")))).hasToString(LOADS);
        assertThat(nextLoads(open(SHOP, 4712))).hasToString("https://api.stitchdata.com/v4/4712/loads");
        assertThat(nextLoads(open())).hasToString(LOADS + "?page=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"savedAt\": 9999999999999}",
                "{\"savedAt\": 9999999999999, \"loads\": {}, \"extractions\": null, \"lastLoads\": {}}",
                "{\"savedAt\": 9999999999999, \"loads\": {\"pages\": 1, \"next\": \"https://evil.example/v4/4711/loads?page=2\"}, \"extractions\": {}, \"lastLoads\": {}}",
                "{\"savedAt\": 9999999999999, \"loads\": {\"pages\": 1}, \"extractions\": {\"pages\": 1, \"next\": \"//evil.example/x\"}, \"lastLoads\": {}}",
                "{\"savedAt\": 9999999999999, \"loads\": {\"pages\": 1}, \"extractions\": {}, \"lastLoads\": {\"shop\": null}}",
                "{\"savedAt\": 9999999999999, \"loads\": {\"pages\": 1}, \"extractions\": {}, \"lastLoads\": null}"
            })
    void startsAnewWithAPositionThatIsNoneOfItsOwn(String content) throws IOException {
        readLoads(open(), 1, 2, load("shop", "orders", "'error_state': null"));
        Files.writeString(file(), content);

        StatusCycle cycle = open();

        assertThat(nextLoads(cycle)).hasToString(LOADS);
        assertThat(nextExtractions(cycle)).hasToString(EXTRACTIONS);
    }

    @Test
    void keepsNoMoreThanItNeeds() throws IOException {
        readLoads(
                open(),
                1,
                2,
                load(
                        "shop",
                        "orders",
                        "'last_batch_loaded_at': '2024-02-03T04:05:00Z', 'error_state': null, 'other': 'x'"),
                load("shop", "items", "'error_state': {'notification_data': {'message': 'password=s3cret'}}"));

        assertThat(Json.MAPPER.readTree(file().toFile()).path("content"))
                .isEqualTo(json(
                        """
                {'savedAt': %d, 'loads': {'pages': 1, 'records': 2, 'total': 4, 'next': '%s?page=2'}, 'extractions': {},
                 'lastLoads': {'crm': {}, 'shop': {'orders': {'loadedAt': 1706933100000}, 'items': {'error': 'password=***'}}}}"""
                                .formatted(clock.millis(), "/v4/4711/loads")));
    }

    @Test
    void givesUpAPageThatIsGoneButNotOneThatMayCome() {
        StatusCycle cycle = open();
        readLoads(cycle, 1, 2, load("shop", "orders", "'error_state': null"));
        for (Exception passing : List.of(FailedCall.with(503), FailedCall.with(401), new IllegalStateException("x"))) {
            cycles().failed(cycle, passing);
            assertThat(nextLoads(open())).hasToString(LOADS + "?page=2");
        }

        cycles().failed(cycle, FailedCall.with(404));

        assertThat(nextLoads(open())).hasToString(LOADS);
        readLoads(open(), 1, 2, load("shop", "orders", "'error_state': null"));
        cycles().failed(
                        cycle,
                        new CamelExchangeException("as Camel does", null, new InvalidAnswerException("no list")));
        assertThat(nextLoads(open())).hasToString(LOADS);
    }

    @Test
    void saysWhatIsLeft() {
        StatusCycle cycle = open();
        assertThat(cycles().left(cycle)).contains("all pages");
        String[] loads = {load("shop", "a", "'x': 1"), load("shop", "b", "'x': 1"), load("shop", "c", "'x': 1")};
        readLoads(cycle, 1, 5, loads);
        assertThat(cycles().left(cycle)).contains("4 of 5 pages of loads", "extractions");
        for (int number = 2; number <= 5; number++) {
            readLoads(cycle, number, 5, loads);
        }
        assertThat(cycles().left(cycle)).contains("extractions").doesNotContain("loads");
        deliverExtractions(cycle, 1, 3);
        assertThat(cycles().left(cycle)).contains("2 of 8 pages");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 100, 101, 1",
        "1, 100, 200, 1",
        "1, 100, 201, 2",
        "3, 300, 40000, 397",
        "1, 100, 100, 1",
        "1, 100, 50, 1",
        "1, 100, 0, -1",
        "1, 0, 100, -1",
        "0, 0, 0, -1"
    })
    void countsThePagesThatAreLeftByTheRecords(int pages, long records, long total, long left) {
        assertThat(new PagesRead(pages, records, total, LOADS).left()).isEqualTo(left);
    }
}
