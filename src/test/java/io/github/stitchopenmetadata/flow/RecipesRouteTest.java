package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.EditedRoutes;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.processor.Throttler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The recipes of the README, as they stand there, put into the files of a running program. */
class RecipesRouteTest {

    private EditedRoutes live;

    @BeforeEach
    void start() throws Exception {
        live = new EditedRoutes(Map.of());
    }

    @AfterEach
    void stop() {
        live.close();
    }

    @Test
    void asksStitchLessOften() throws Exception {
        String step =
                """
                                    - throttle: {id: stitch-rate, simple: "{{stitch.requests.per.second}}", timePeriodMillis: "1000", correlationExpression: {method: {ref: stitchGateway, method: line}}}
                """;

        live.edit("http.camel.yaml", step, recipe("Ask Stitch less often"));
        live.awaitEffect("http.camel.yaml");

        assertThat(live.connector.ingestOne().problems().failures()).isEmpty();
        Throttler throttle = (Throttler)
                live.context().getRoute("stitch-call").filter("stitch-rate").get(0);
        assertThat(throttle.getCurrentMaximumRequests()).isEqualTo(20);
    }

    @Test
    void sendsEveryLineageMessageToASecondPlace() throws Exception {
        Path messages = live.folder.resolve("messages");
        String handOver = "        - to:\n            id: lineage-queue\n";

        live.edit(
                "2-extract.camel.yaml",
                handOver,
                recipe("Send every lineage message to a second place").replace("file:messages", "file:" + messages)
                        + handOver);
        live.awaitEffect("2-extract.camel.yaml");

        Run run = live.connector.ingestOne();
        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.PIPELINES_CREATED)).isEqualTo(2);
        await().untilAsserted(() -> assertThat(sourcesIn(messages)).containsExactly("source_0001", "source_0002"));
    }

    @Test
    void skipsSourcesByACondition() throws Exception {
        assertThat(live.connector.ingestOne().counts().of(Count.PIPELINES_CREATED))
                .isEqualTo(2);
        StitchAccount account = live.servers.account.account();
        live.servers.account.replace(AccountEdits.pauseSource(
                account, account.sources().get(0).path("id").asLong(), Instant.EPOCH));
        String otherwise =
                """
                                        otherwise:
                                          steps:
                                            - bean: {ref: stitch, method: keep}
                """;

        live.edit("2-extract.camel.yaml", otherwise, recipe("Skip sources by a condition") + otherwise);
        live.awaitEffect("2-extract.camel.yaml");

        Run run = live.connector.ingestOne();
        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.SOURCES)).isOne();
        assertThat(run.counts().of(Count.SOURCES_LEFT_OUT)).isOne();
        assertThat(run.counts().of(Count.PIPELINES_DELETED)).isOne();
    }

    private static Stream<String> sourcesIn(Path messages) throws IOException {
        try (Stream<Path> files = Files.list(messages)) {
            return files.map(RecipesRouteTest::source).sorted().toList().stream();
        }
    }

    private static String source(Path message) {
        try {
            return Json.MAPPER
                    .readTree(Files.readString(message))
                    .at("/source/name")
                    .asText();
        } catch (IOException notYet) {
            return "";
        }
    }

    /** The first block below the heading. */
    private static String recipe(String heading) throws IOException {
        Matcher block = Pattern.compile("[*][*]" + heading + "[.][*][*].*?```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }
}
