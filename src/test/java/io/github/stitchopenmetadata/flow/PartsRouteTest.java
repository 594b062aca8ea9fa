package io.github.stitchopenmetadata.flow;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessages;
import io.github.stitchopenmetadata.lineage.MessageParts;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.CatalogContents;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.CountedBytes;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The messages of a source in whatever parts and order, delivered from files by a process that never read the account. All
 * deliveries here are replays, so that a pass ends when all that lies in the folder has been looked at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartsRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(1, 16, 80, 1.0);
    static final String SOURCE = "source_0001";

    @TempDir
    private static Path folder;

    Servers servers;
    Connector connector;
    private LineageMessage whole;

    @BeforeAll
    void extractOnce() throws Exception {
        try (Servers breaking = Servers.of(ACCOUNT);
                Connector extracting = breaking.connector(Map.of(
                        "deadletter.directory", folder.resolve("extracted").toString()))) {
            breaking.catalogServer.breakDownAfter(20);
            extracting.ingest();
        }
        try (var files = Files.list(folder.resolve("extracted"))) {
            JsonNode letter =
                    Json.MAPPER.readTree(files.findFirst().orElseThrow().toFile());
            whole = new LineageMessages().read(letter.path("message").toString());
        }
        servers = Servers.of(ACCOUNT);
        connector = connector("3600000");
    }

    /** @param patience how long it waits for another part, in milliseconds */
    private Connector connector(String patience) throws Exception {
        Map<String, String> settings = new HashMap<>(state());
        settings.put("deadletter.directory", letters().toString());
        settings.put("lineage.parts.wait", patience);
        return servers.connector(settings);
    }

    /** Of where the state is. */
    Map<String, String> state() throws Exception {
        return Map.of();
    }

    @AfterAll
    void stop() {
        connector.close();
        servers.close();
    }

    @BeforeEach
    void renew() throws IOException {
        Files.createDirectories(letters());
        clear();
        servers.renew(ACCOUNT, "1.13.0", catalog -> catalog.addTablesOf(ACCOUNT));
    }

    private Path letters() {
        return folder.resolve("letters");
    }

    private void clear() throws IOException {
        try (var files = Files.list(letters())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    /** An extraction after all before it, as so many parts. */
    List<ObjectNode> parts(int count) throws IOException {
        return parts(whole, count);
    }

    private List<ObjectNode> parts(LineageMessage source, int count) throws IOException {
        List<ObjectNode> parts = divided(source, bytes(source, count));
        assertThat(parts).hasSize(count);
        return parts;
    }

    /** All in one; all but some in the first of two; one stream in each, and the tasks behind them. */
    private int bytes(LineageMessage source, int count) {
        return switch (count) {
            case 1 -> 900_000;
            case 2 -> (int) (CountedBytes.of(source) * 0.95);
            default -> (int) CountedBytes.of(source.streams().get(0)) + 1000;
        };
    }

    private List<ObjectNode> divided(LineageMessage source, int bytes) throws IOException {
        LineageMessages messages = new LineageMessages();
        messages.setBytes(bytes);
        MessageParts parts = messages.parts(source);
        List<LineageMessage> all = new ArrayList<>();
        for (int i = 0; i < source.streams().size(); i++) {
            all.addAll(parts.add(i, source.streams().get(i)));
        }
        all.addAll(parts.end(source.deselectedStreams()));
        String run = UUID.randomUUID().toString();
        String now = Instant.now().toString();
        List<ObjectNode> json = new ArrayList<>();
        for (LineageMessage message : all) {
            String text = messages.write(message);
            assertThat(text.length()).isLessThanOrEqualTo(bytes);
            json.add(((ObjectNode) Json.MAPPER.readTree(text)).put("runId", run).put("extractedAt", now));
        }
        return json;
    }

    /** Delivers what lies in the folder, in this order. */
    private Pass deliver(List<? extends JsonNode> messages) throws IOException {
        Instant time = Instant.now().minusSeconds(100_000);
        for (JsonNode message : messages) {
            Path file = letters().resolve(UUID.randomUUID() + ".json");
            Json.MAPPER.writeValue(file.toFile(), message);
            time = time.plusSeconds(1);
            Files.setLastModifiedTime(file, FileTime.from(time));
        }
        Pass pass = connector.replay();
        clear();
        return pass;
    }

    private List<String> failures(Pass pass) {
        return pass.runs().stream()
                .flatMap(run -> run.problems().failures().stream())
                .map(Failure::toString)
                .toList();
    }

    private Set<String> contents() {
        return CatalogContents.of(servers.catalogServer.catalog());
    }

    long edges() {
        return servers.catalogServer.catalog().edges().size();
    }

    boolean hasFingerprint() {
        JsonNode pipeline = servers.catalogServer.catalog().pipelines().get("stitch." + SOURCE);
        return pipeline != null && !pipeline.path("sourceHash").asText().matches("(0{15}[01].*)?");
    }

    @Test
    void makesTheSameCatalogOfOneOfTwoAndOfSeventeenPartsInWhateverOrder() throws Exception {
        assertThat(failures(deliver(parts(1)))).isEmpty();
        Set<String> expected = contents();
        assertThat(hasFingerprint()).isTrue();
        assertThat(edges()).isEqualTo(16);

        for (int count : List.of(1, 2, 17)) {
            for (int order = 0; order < (count == 1 ? 1 : Extent.count(3, 20)); order++) {
                servers.renew(ACCOUNT, "1.13.0", catalog -> catalog.addTablesOf(ACCOUNT));
                List<ObjectNode> parts = parts(count);
                Collections.shuffle(parts, new Random(Extent.seed() + order));

                assertThat(failures(deliver(parts))).isEmpty();
                assertThat(contents()).as(count + " parts, order " + order).isEqualTo(expected);
                assertThat(hasFingerprint()).isTrue();
            }
        }
    }

    @Test
    void writesNothingForPartsOfWhatIsThereAlready() throws Exception {
        deliver(parts(2));
        long writes = servers.catalogServer.writes();

        assertThat(failures(deliver(parts(1)))).isEmpty();
        assertThat(failures(deliver(parts(17)))).isEmpty();

        assertThat(servers.catalogServer.writes()).isEqualTo(writes);
    }

    @Test
    void drawsWhatItCanWhereAPartIsLostAndSaysHowManyAre() throws Exception {
        List<ObjectNode> parts = parts(17);
        ObjectNode lost = parts.remove(4);

        Pass pass = deliver(parts);

        assertThat(failures(pass)).singleElement().asString().contains(SOURCE, "1 of 17");
        assertThat(pass.exitStatus()).isOne();
        assertThat(hasFingerprint()).isFalse();
        assertThat(servers.catalogServer
                        .catalog()
                        .pipelines()
                        .get("stitch." + SOURCE)
                        .path("tasks"))
                .hasSize(16);
        assertThat(edges()).isPositive().isLessThan(16);

        parts.add(lost);
        assertThat(failures(deliver(parts))).isEmpty();
        assertThat(hasFingerprint()).isTrue();
        assertThat(edges()).isEqualTo(16);
    }

    @Test
    void keepsThePartsThatCameAsDeadLettersForTheOneThatComesLate() throws Exception {
        List<ObjectNode> parts = parts(17);
        ObjectNode late = parts.remove(4);
        deliverWithoutClearing(parts);
        assertThat(connector.replay().runs().get(0).problems().failureCount()).isOne();

        Json.MAPPER.writeValue(letters().resolve("late.json").toFile(), late);
        assertThat(failures(connector.replay())).isEmpty();

        assertThat(hasFingerprint()).isTrue();
    }

    /** A process that only delivers does not know when the run is over. */
    @Test
    void saysThatAPartIsLostWhenNoneHasComeForLong() throws Exception {
        List<ObjectNode> parts = parts(17);
        ObjectNode lost = parts.remove(4);
        try (LogLines log = new LogLines();
                Connector impatient = connector("300")) {
            parts.forEach(part -> impatient
                    .context()
                    .createFluentProducerTemplate()
                    .withBody(part.toString())
                    .to("seda:lineage")
                    .send());

            await().until(() -> count(letters()) == 16);
            assertThat(log.at(Level.WARN)).anyMatch(line -> line.contains(SOURCE) && line.contains("1 of 17"));
        }
        assertThat(hasFingerprint()).isFalse();
        assertThat(edges()).isPositive().isLessThan(16);

        Json.MAPPER.writeValue(letters().resolve("found.json").toFile(), lost);
        assertThat(failures(connector.replay())).isEmpty();
        assertThat(hasFingerprint()).isTrue();
    }

    private long count(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json")).count();
        }
    }

    private void deliverWithoutClearing(List<ObjectNode> messages) throws IOException {
        for (JsonNode message : messages) {
            Json.MAPPER.writeValue(
                    letters()
                            .resolve(message.path("part").path("number") + ".json")
                            .toFile(),
                    message);
        }
    }

    @Test
    void writesNothingBeforeAllTasksHaveCome() throws Exception {
        List<ObjectNode> parts = parts(17);
        parts.remove(16);

        assertThat(failures(deliver(parts))).singleElement().asString().contains(SOURCE, "missing");
        assertThat(servers.catalogServer.catalog().pipelines()).isEmpty();
        assertThat(edges()).isZero();
    }

    /** What was selected before is not in the parts that came, and stays all the same. */
    @Test
    void removesNothingWhileAPartIsMissing() throws Exception {
        deliver(parts(1));
        Set<String> before = contents();
        List<ObjectNode> fewer = parts(new LineageMessages().read(without(whole, 8)), 9);
        ObjectNode lost = fewer.remove(0);

        deliver(fewer);
        assertThat(edges()).isEqualTo(16);

        fewer.add(lost);
        assertThat(failures(deliver(fewer))).isEmpty();
        assertThat(edges()).isEqualTo(8);
        assertThat(contents()).isNotEqualTo(before);
    }

    private String without(LineageMessage source, int streams) throws IOException {
        ObjectNode json = (ObjectNode) Json.MAPPER.readTree(new LineageMessages().write(source));
        for (int i = 0; i < streams; i++) {
            json.withArray("streams").remove(0);
        }
        return json.toString();
    }

    @Test
    void passesOverWhatIsOlderThanWhatWasDelivered() throws Exception {
        List<ObjectNode> older = parts(new LineageMessages().read(without(whole, 8)), 9);
        List<ObjectNode> olderWhole = parts(new LineageMessages().read(without(whole, 8)), 1);
        List<ObjectNode> newer = parts(17);
        deliver(newer);
        Set<String> before = contents();

        assertThat(failures(deliver(older))).isEmpty();
        Pass pass = deliver(olderWhole);

        assertThat(contents()).isEqualTo(before);
        assertThat(failures(pass)).isEmpty();
        assertThat(pass.runs().get(0).problems().notes())
                .singleElement()
                .asString()
                .contains(SOURCE, "older");
    }

    @Test
    void takesAPartThatComesTwiceOnce() throws Exception {
        List<ObjectNode> parts = parts(17);
        parts.addAll(0, parts.subList(0, 5).stream().map(ObjectNode::deepCopy).toList());

        assertThat(failures(deliver(parts))).isEmpty();
        assertThat(hasFingerprint()).isTrue();
        assertThat(edges()).isEqualTo(16);
    }

    @Test
    void doesNotMixThePartsOfTwoExtractions() throws Exception {
        List<ObjectNode> older = parts(17);
        List<ObjectNode> newer = parts(17);
        List<ObjectNode> mixed = new ArrayList<>(older.subList(0, 9));
        mixed.addAll(newer.subList(9, 17));

        assertThat(failures(deliver(mixed))).singleElement().asString().contains("9 of 17");
        assertThat(hasFingerprint()).isFalse();
    }

    @Test
    void deliversNothingOfPartsThatContradictEachOther() throws Exception {
        List<ObjectNode> parts = parts(17);
        ((ObjectNode) parts.get(3).path("part")).put("of", 18);
        assertThat(failures(deliver(parts))).singleElement().asString().contains("17", "18");

        List<ObjectNode> strangers = parts(17);
        ((ObjectNode) strangers.get(3).path("source")).put("id", 4711);
        assertThat(failures(deliver(strangers))).singleElement().asString().contains("4711");

        assertThat(servers.catalogServer.catalog().pipelines()).isEmpty();
        assertThat(edges()).isZero();
    }

    /** The part that tells how many there are tells too many: nobody knows which of them are missing. */
    @Test
    void removesNothingWhereTheCountIsWrong() throws Exception {
        deliver(parts(1));
        Set<String> before = contents();
        List<ObjectNode> fewer = parts(new LineageMessages().read(without(whole, 8)), 9);
        ((ObjectNode) fewer.get(8).path("part")).put("of", 10);

        assertThat(failures(deliver(fewer))).singleElement().asString().contains(SOURCE, "1 of 10");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void deliversOneOfTwoSourcesOfOneName() throws Exception {
        ObjectNode first = parts(1).get(0);
        ObjectNode second = first.deepCopy();
        ((ObjectNode) second.path("source")).put("id", 4711);
        second.withArray("streams").removeAll();

        assertThat(failures(deliver(List.of(first, second))))
                .singleElement()
                .asString()
                .contains("4711");
        assertThat(edges()).isEqualTo(16);
    }

    @Test
    void saysWhichPartIsCutAndDeliversTheOthers() throws Exception {
        List<ObjectNode> parts = parts(17);
        String cut = parts.remove(4).toString();
        Files.writeString(letters().resolve("cut.json"), cut.substring(0, cut.length() / 2));

        Pass pass = deliver(parts);

        assertThat(pass.refusedFiles()).singleElement().asString().contains("cut.json");
        assertThat(failures(pass)).singleElement().asString().contains("1 of 17");
        assertThat(hasFingerprint()).isFalse();
    }

    /** In the middle of a stream that is larger than a message. */
    @Test
    void drawsNoEdgeOfAStreamOfWhichAPartIsLost() throws Exception {
        List<ObjectNode> parts = divided(whole, 4000);
        int divided = 0;
        while (!parts.get(divided).path("streams").path(0).path("continues").asBoolean()) {
            divided++;
        }
        String stream = parts.get(divided).path("streams").path(0).path("name").asText();
        parts.remove(divided);

        assertThat(failures(deliver(parts))).hasSize(1);

        assertThat(servers.catalogServer.catalog().edges())
                .noneMatch(edge -> edge.from().endsWith("." + stream));
    }

    @Test
    void divideAWholeAccountAndDeliverItAgainWithoutAWrite() throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("lineage.message.bytes", "4000"));
        try (Servers small = Servers.of(ACCOUNT);
                Connector dividing = small.connector(settings)) {
            assertThat(dividing.ingestOne().problems().failures()).isEmpty();
            Set<String> divided = CatalogContents.of(small.catalogServer.catalog());
            long writes = small.catalogServer.writes();
            assertThat(dividing.ingestOne().problems().failures()).isEmpty();

            assertThat(small.catalogServer.catalog().edges()).hasSize(16);
            assertThat(small.catalogServer.writes() - writes)
                    .as("but its own runs")
                    .isLessThan(4);
            assertThat(divided).isNotEmpty();
        }
    }
}
