package io.github.stitchopenmetadata.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.catalog.pipeline.Retirements;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.lineage.PresentSources;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.run.SourceResult;
import io.github.stitchopenmetadata.run.Tally;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {

    private static final String EARLY = "2025-10-01T10:00:00Z";
    private static final String LATE = "2025-10-01T11:00:00Z";

    @TempDir
    private Path folder;

    private Path directory() {
        return folder.resolve("dead-letters");
    }

    private DeadLetters letters() {
        return new DeadLetters(directory().toString(), "");
    }

    private static LineageMessage message(String source, String extractedAt) {
        LineageMessage.Source shop = Messages.source("platform.hp-postgres", Map.of());
        return new LineageMessage(
                1,
                "run",
                "stitch",
                extractedAt,
                Messages.named(source, "platform.hp-postgres", Map.of()),
                null,
                false,
                List.of(),
                List.of());
    }

    private static SourceResult taken(LineageMessage message) {
        return new Tally().sourceTaken(SourceParts.of(message));
    }

    private static SourceResult undelivered(LineageMessage message, String reason) {
        SourceResult result = taken(message);
        result.failed(new IOException(reason));
        return result;
    }

    /** The pipeline of a source that is gone. */
    private static RetiredPipeline retired(String name, Run run) throws IOException {
        Catalog catalog = new Catalogs().unopened(Json.MAPPER.readTree("{\"version\": \"1.13.0\"}"));
        catalog.addPipelines(List.of(Json.MAPPER.readTree(
                """
                {"id": "1", "name": "%s", "fullyQualifiedName": "stitch.x",
                 "sourceUrl": "https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/"}"""
                        .formatted(name))));
        Retirements retirements = new Retirements();
        retirements.setConfirmed(true);
        return retirements
                .decide(catalog, run, new PresentSources(Set.of(), true))
                .pipelines()
                .get(0);
    }

    private static LineageMessage of(String service, String source) {
        LineageMessage shop = message(source, EARLY);
        return new LineageMessage(1, "run", service, EARLY, shop.source(), null, false, List.of(), List.of());
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(directory())) {
            return files.toList();
        }
    }

    private Path only() throws IOException {
        assertThat(all()).hasSize(1);
        return all().get(0);
    }

    private static JsonNode json(Path file) throws IOException {
        return Json.MAPPER.readTree(file.toFile());
    }

    @Test
    void keepsTheNewestMessageOfASourceAndCountsHowOftenItWasTried() throws Exception {
        letters().add(undelivered(message("shop", EARLY), "first"));
        letters().add(undelivered(message("shop", LATE), "second"));
        letters().add(undelivered(message("shop", EARLY), "late comer"));

        assertThat(json(only()).path("reason").asText()).isEqualTo("second");
        assertThat(json(only()).at("/message/extractedAt").asText()).isEqualTo(LATE);
        assertThat(json(only()).path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void isNotDoneWithANewerMessageWhereAnOlderOneArrives() throws Exception {
        letters().add(undelivered(message("shop", LATE), "down"));

        letters().remove(taken(message("shop", EARLY)));
        assertThat(all()).hasSize(1);

        letters().remove(taken(message("shop", LATE)));
        assertThat(all()).isEmpty();
    }

    @Test
    void keepsSourcesApartWhoseNamesDifferInWhatAFileNameCannotHold() throws Exception {
        for (String source : List.of("a/b", "a:b", "A/B", "../../a", "x".repeat(500) + "1", "x".repeat(500) + "2")) {
            letters().add(undelivered(message(source, EARLY), "down"));
        }

        assertThat(all()).hasSize(6).allSatisfy(file -> assertThat(file.getParent())
                .isEqualTo(directory()));
    }

    @Test
    void listsTheOldestFirst() throws Exception {
        for (String source : List.of("c", "a", "b")) {
            letters().add(undelivered(message(source, EARLY), "down"));
            Path newest = all().stream()
                    .filter(file -> file.getFileName().toString().startsWith("stitch." + source))
                    .findFirst()
                    .orElseThrow();
            Files.setLastModifiedTime(
                    newest,
                    FileTime.from(Instant.parse(EARLY)
                            .minus(Duration.ofHours(source.equals("b") ? 3 : source.equals("c") ? 2 : 1))));
        }

        assertThat(letters().files())
                .extracting(file -> file.getFileName().toString().substring(7, 8))
                .containsExactly("b", "c", "a");
    }

    @Test
    void letsOnlyItsOwnerRead() throws Exception {
        letters().add(undelivered(message("shop", EARLY), "down"));
        letters().unread("nonsense", "no message");

        assertThat(Files.getPosixFilePermissions(directory())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(all()).hasSize(2).allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "null",
                "[]",
                "{",
                "{\"message\": {\"version\": 99}}",
                "{\"message\": {\"version\": 1}}",
                "\u00ff"
            })
    void takesAFileThatWasEditedToNonsenseForNone(String nonsense) throws Exception {
        letters().add(undelivered(message("shop", EARLY), "first"));
        Path file = only();
        Files.write(file, nonsense.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> letters().read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.getFileName() + " holds no lineage message");
        letters().remove(taken(message("other", LATE)));
        letters().add(undelivered(message("shop", EARLY), "second"));

        assertThat(json(only()).path("reason").asText()).isEqualTo("second");
    }

    @Test
    void takesAMessageThatDoesNotTellItsTimeForTheOlderOne() throws Exception {
        letters().add(undelivered(message("shop", null), "first"));
        letters().add(undelivered(message("shop", EARLY), "second"));
        assertThat(json(only()).path("reason").asText()).isEqualTo("second");

        letters().add(undelivered(message("shop", null), "third"));
        assertThat(json(only()).path("reason").asText()).isEqualTo("second");
    }

    @Test
    void ignoresWhatAKilledProcessWroteHalfAndCleansItUpLater() throws Exception {
        letters().add(undelivered(message("shop", EARLY), "down"));
        Path fresh = Files.writeString(directory().resolve(".1.part"), "{\"rea");
        Path abandoned = Files.writeString(directory().resolve(".2.part"), "{\"rea");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        assertThat(letters().files()).hasSize(1);
        letters().add(undelivered(message("crm", EARLY), "down"));

        assertThat(fresh).exists();
        assertThat(abandoned).doesNotExist();
        assertThat(letters().files()).hasSize(2);
    }

    @Test
    void followsNoLink() throws Exception {
        letters().add(undelivered(message("shop", EARLY), "down"));
        Path elsewhere = Files.move(only(), folder.resolve("elsewhere"));
        String content = Files.readString(elsewhere);
        Path link = Files.createSymbolicLink(directory().resolve("link.json"), elsewhere);

        assertThatThrownBy(() -> letters().read(link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link.json");

        letters().add(undelivered(message("shop", LATE), "again"));
        Path kept =
                all().stream().filter(file -> !file.equals(link)).findFirst().orElseThrow();
        Files.delete(kept);
        Files.createSymbolicLink(kept, elsewhere);
        letters().add(undelivered(message("shop", LATE), "over a link"));

        assertThat(Files.readString(elsewhere)).isEqualTo(content);
        assertThat(json(kept).path("reason").asText()).isEqualTo("over a link");
        assertThat(Files.isSymbolicLink(kept)).isFalse();
    }

    @Test
    void isKeptInADirectoryThatALinkLeadsTo() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real"));
        Files.createSymbolicLink(directory(), real);

        letters().add(undelivered(message("shop", EARLY), "down"));

        assertThat(real).isNotEmptyDirectory();
    }

    /** As a full disk does, what stands in the way makes the last step fail. */
    @Test
    void leavesNothingHalfWrittenWhereItCannotWrite() throws Exception {
        letters().add(undelivered(message("shop", EARLY), "down"));
        Path file = only();
        Files.delete(file);
        Files.writeString(Files.createDirectories(file).resolve("in the way"), "");

        assertThatThrownBy(() -> letters().add(undelivered(message("shop", LATE), "again")))
                .isInstanceOf(IOException.class);

        assertThat(all()).containsExactly(file);
    }

    @Test
    void findsNothingWhereThereIsNoDirectory() throws Exception {
        assertThat(letters().files()).isEmpty();
        letters().remove(taken(message("shop", EARLY)));
        assertThat(directory()).doesNotExist();
    }

    private Path former() {
        return folder.resolve("parked");
    }

    /** As an earlier version leaves them. */
    private DeadLetters formerLetters() {
        return new DeadLetters(new DeadLetterFolders(List.of(former()), List.of()), Clock.systemUTC());
    }

    private List<String> names(Path directory) {
        return Stream.of(directory.toFile().list())
                .map(name -> name.replaceFirst("-\\w{8}\\.json", ""))
                .sorted()
                .toList();
    }

    @Test
    void keepsOnUsingTheFolderOfAnEarlierVersion() throws Exception {
        formerLetters().add(undelivered(message("shop", EARLY), "down"));
        // the clock of the file system may stand still between two files
        Files.setLastModifiedTime(former().toFile().listFiles()[0].toPath(), FileTime.from(Instant.parse(EARLY)));
        DeadLetters letters = letters();

        letters.add(undelivered(message("crm", EARLY), "down"));
        assertThat(letters.files()).hasSize(2);
        assertThat(letters.read(letters.files().get(0)).source().name()).isEqualTo("shop");
        letters.add(undelivered(message("shop", LATE), "still down"));

        assertThat(names(former())).containsExactly("stitch.crm", "stitch.shop");
        assertThat(directory()).doesNotExist();
        letters.remove(taken(message("shop", LATE)));
        letters.remove(taken(message("crm", EARLY)));
        assertThat(former()).isEmptyDirectory();
    }

    @Test
    void findsWhatLiesInBothFolders() throws Exception {
        formerLetters().add(undelivered(message("shop", EARLY), "down"));
        Files.createDirectory(directory());
        DeadLetters letters = letters();

        letters.add(undelivered(message("crm", EARLY), "down"));
        assertThat(letters.files()).hasSize(2);
        letters.add(undelivered(message("shop", EARLY), "still down"));

        assertThat(names(directory())).containsExactly("stitch.crm", "stitch.shop");
        assertThat(former()).isEmptyDirectory();
        assertThat(letters.files()).hasSize(2);
        assertThat(json(letters.files().get(1)).path("attempts").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({EARLY + "," + LATE, LATE + "," + EARLY})
    void offersTheNewestOfASourceThatHasOneInEachFolder(String inFormer, String inCurrent) throws Exception {
        letters().add(undelivered(message("shop", inCurrent), "down"));
        formerLetters().add(undelivered(message("shop", inFormer), "down"));
        DeadLetters letters = letters();

        LineageMessage offered = letters.read(letters.files().get(0));
        assertThat(letters.files()).hasSize(1);
        assertThat(offered.extractedAt()).isEqualTo(LATE);
        letters.add(undelivered(message("shop", EARLY), "late comer"));
        assertThat(letters.read(letters.files().get(0)).extractedAt()).isEqualTo(LATE);

        letters.remove(taken(message("shop", EARLY)));
        assertThat(letters.files()).hasSize(1);
        letters.remove(taken(offered));
        assertThat(letters.files()).isEmpty();
        assertThat(former()).isEmptyDirectory();
        assertThat(directory()).isEmptyDirectory();
    }

    @Test
    void forgetsASourceThatIsGoneInBothFolders() throws Exception {
        letters().add(undelivered(message("crm.orders", LATE), "down"));
        formerLetters().add(undelivered(message("crm.orders", EARLY), "down"));
        letters().add(undelivered(message("shop", LATE), "down"));
        Run run = Run.of(Pass.Kind.LINEAGE, ShopWorkflow.named("stitch"));

        letters().discard(retired("crm.orders", run), run);

        assertThat(former()).isEmptyDirectory();
        assertThat(names(directory())).containsExactly("stitch.shop");
    }

    @Test
    void readsAndWritesTheFilesOfAnEarlierVersion() throws Exception {
        letters().add(undelivered(message("shop", EARLY), "down"));

        assertThat(json(only()).fieldNames()).toIterable().containsExactly("reason", "attempts", "parkedAt", "message");
    }

    @Test
    void areWhatDidNotArrive() {
        assertThat(letters().isDelivered(undelivered(message("shop", EARLY), "down")))
                .isFalse();
        assertThat(letters().isDelivered(taken(message("shop", EARLY)))).isTrue();
    }

    @Test
    void keepsWhatIsNoMessageAndTellsOfIt() throws Exception {
        assertThat(letters().unread("non\nsense", "no message"))
                .isEqualTo("A message in the queue cannot be read and is a dead letter: no message");

        assertThat(json(only()).path("text").asText()).isEqualTo("non\nsense");
        assertThat(json(only()).path("reason").asText()).isEqualTo("no message");
        assertThat(json(only()).has("message")).isFalse();
        assertThatThrownBy(() -> letters().read(only()))
                .isInstanceOf(IOException.class)
                .hasMessage(only().getFileName() + " holds what is no lineage message: no message");
    }

    @Test
    void tellsOfWhatIsNoMessageAndCannotBeKeptEither() throws Exception {
        Files.writeString(directory(), "in the way");

        assertThatThrownBy(() -> letters().unread("nonsense", "no message"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(
                        "A message in the queue cannot be read and is lost, it cannot become a dead letter either, check deadletter.directory: ")
                .hasMessageEndingWith("; it could not be read because no message");
    }

    @Test
    void areReplayedByWorkflowTheOldestFirst() throws Exception {
        Instant time = Instant.parse(EARLY);
        for (String letter : List.of("one.c", "two.x", "one.a", "one.b", "two.y")) {
            letters().add(undelivered(of(letter.substring(0, 3), letter.substring(4)), "down"));
            Path file = all().stream()
                    .filter(kept -> kept.getFileName().toString().startsWith(letter + "-"))
                    .findFirst()
                    .orElseThrow();
            Files.setLastModifiedTime(file, FileTime.from(time));
            time = time.plusSeconds(1);
        }
        Pass pass = new Pass(Pass.Kind.REPLAY, Instant.EPOCH);

        List<Replay> replays = letters()
                .replays(
                        pass,
                        List.of(ShopWorkflow.named("two"), ShopWorkflow.named("one"), ShopWorkflow.named("three")));

        assertThat(replays)
                .extracting(replay -> replay.workflow().serviceName())
                .containsExactly("two", "one");
        assertThat(sources(replays.get(0))).containsExactly("x", "y");
        assertThat(sources(replays.get(1))).containsExactly("c", "a", "b");
        assertThat(pass.refusedFiles()).isEmpty();
        letters().ensureTaken(pass);
    }

    @Test
    void tellsOfFilesThatHoldNothingToReplayHere() throws Exception {
        letters().add(undelivered(of("one", "a"), "down"));
        letters().add(undelivered(of("elsewhere", "b"), "down"));
        Files.writeString(directory().resolve("broken.json"), "nonsense");
        Pass pass = new Pass(Pass.Kind.REPLAY, Instant.EPOCH);

        List<Replay> replays = letters().replays(pass, List.of(ShopWorkflow.named("one")));

        assertThat(replays).hasSize(1);
        assertThat(sources(replays.get(0))).containsExactly("a");
        assertThat(pass.refusedFiles())
                .hasSize(2)
                .anyMatch(why -> why.equals("no workflow here has the serviceName elsewhere of this lineage message"))
                .anyMatch(why -> why.startsWith("broken.json holds no lineage message: "));
        assertThat(all()).hasSize(3);
        assertThatThrownBy(() -> letters().ensureTaken(pass))
                .isInstanceOf(IOException.class)
                .hasMessage(pass.refusedFiles().get(0));
    }

    @Test
    void areLeftAloneWhereAFileIsReplayedThatSomebodyDropped() throws Exception {
        letters().add(undelivered(of("one", "a"), "down"));
        Runs runs = new Runs(new Workflows(), new Catalogs());

        Pass pass = runs.begin(letters().dropped("mine.json", Json.MAPPER.writeValueAsString(of("one", "b"))));
        List<Replay> replays = letters().replays(pass, List.of(ShopWorkflow.named("one")));
        assertThat(replays).hasSize(1);
        assertThat(sources(replays.get(0))).containsExactly("b");
        runs.finish(pass);

        Pass broken = runs.begin(letters().dropped("mine.json", "nonsense"));
        assertThat(letters().replays(broken, List.of(ShopWorkflow.named("one"))))
                .isEmpty();
        assertThat(broken.refusedFiles()).singleElement().asString().startsWith("mine.json holds no lineage message: ");
    }

    /** A file may have been taken away meanwhile: each is read when its turn comes. */
    @Test
    void areReadWhenTheirTurnComes() throws Exception {
        letters().add(undelivered(of("one", "a"), "down"));
        List<Replay> replays =
                letters().replays(new Pass(Pass.Kind.REPLAY, Instant.EPOCH), List.of(ShopWorkflow.named("one")));
        Files.delete(only());

        assertThatThrownBy(() -> letters().open(replays.get(0).letters().get(0)))
                .isInstanceOf(IOException.class);
    }

    private List<String> sources(Replay replay) throws Exception {
        List<String> sources = new ArrayList<>();
        for (Callable<LineageMessage> letter : replay) {
            sources.add(letters().open(letter).source().name());
        }
        return sources;
    }
}
