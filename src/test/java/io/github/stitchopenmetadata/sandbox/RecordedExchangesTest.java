package io.github.stitchopenmetadata.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Makes the requests again that were once made to a real server, in their order, and compares the answers. The file is
 * given with {@code -Dopenmetadata.exchanges=FILE}; what it holds is said in {@link RecordedExchange}.
 */
class RecordedExchangesTest {

    private static final String FILE = System.getProperty("openmetadata.exchanges", "");
    private static final String TOKEN = "secret";
    private static final String PERSON = "somebody";

    private final RecordedAnswers answers = new RecordedAnswers();
    private CatalogServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> answersAsTheServerThatWasRecorded() {
        assumeTrue(!FILE.isEmpty(), "no file of recorded exchanges was given with -Dopenmetadata.exchanges=FILE");
        List<RecordedExchange> exchanges = RecordedExchange.read(Path.of(FILE));
        String version = exchanges.stream()
                .map(exchange -> exchange.answer().path("version"))
                .filter(text -> text.isTextual())
                .findFirst()
                .orElseThrow()
                .asText();
        server = new CatalogServer(
                version, TOKEN, CatalogServer.Options.defaults().withPersonToken(PERSON));
        return exchanges.stream().map(exchange -> DynamicTest.dynamicTest(exchange.name(), () -> replay(exchange)));
    }

    private void replay(RecordedExchange exchange) {
        String unrepeatable = exchange.unrepeatable();
        assumeTrue(unrepeatable == null, unrepeatable);
        assumeFalse(answers.tellsOfAnother(exchange), "it tells of an entity that was not made by a recorded request");

        Caller.Reply reply = call(exchange);

        assertThat(answers.differences(exchange, reply)).isEmpty();
    }

    private Caller.Reply call(RecordedExchange exchange) {
        Caller caller = new Caller(server.url().replaceFirst("/api$", ""), authorization(exchange));
        String target = answers.ours(exchange.target()).replace("\"", "%22");
        String contentType = exchange.requestHeader("Content-Type");
        return switch (exchange.method()) {
            case "GET" -> caller.get(target);
            case "DELETE" -> caller.delete(target);
            default ->
                caller.call(
                        exchange.method(),
                        target,
                        contentType,
                        exchange.requestBody() == null
                                ? ""
                                : answers.ours(exchange.requestBody().toString()));
        };
    }

    /** Tokens are not in a recording; whether one was accepted shows in the answer. */
    private String authorization(RecordedExchange exchange) {
        if (exchange.status() == 401) {
            return exchange.answer().path("message").asText().equals("Invalid token") ? "Bearer other" : null;
        }
        return "Bearer " + (exchange.isByBot() ? TOKEN : PERSON);
    }
}
