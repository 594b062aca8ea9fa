package io.github.stitchopenmetadata.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLettersTest {

    private static final String EARLY = "2025-10-01T10:00:00Z";
    private static final String LATE = "2025-10-01T11:00:00Z";

    @TempDir
    private Path folder;

    private Path directory() {
        return folder.resolve("parked");
    }

    private DeadLetters parking() {
        return new DeadLetters(directory().toString());
    }

    private static LineageMessage message(String source, String extractedAt) {
        LineageMessage.Source shop = Messages.source("platform.hp-postgres", Map.of());
        return new LineageMessage(
                1,
                "run",
                "stitch",
                extractedAt,
                new LineageMessage.Source(
                        shop.id(),
                        source,
                        source,
                        shop.type(),
                        null,
                        shop.url(),
                        true,
                        true,
                        null,
                        null,
                        Map.of(),
                        null),
                null,
                false,
                List.of());
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
        parking().park(message("shop", EARLY), "first");
        parking().park(message("shop", LATE), "second");
        parking().park(message("shop", EARLY), "late comer");

        assertThat(json(only()).path("reason").asText()).isEqualTo("second");
        assertThat(json(only()).at("/message/extractedAt").asText()).isEqualTo(LATE);
        assertThat(json(only()).path("attempts").asInt()).isEqualTo(2);
    }

    @Test
    void isNotDoneWithANewerMessageWhereAnOlderOneArrives() throws Exception {
        parking().park(message("shop", LATE), "down");

        parking().delivered(message("shop", EARLY));
        assertThat(all()).hasSize(1);

        parking().delivered(message("shop", LATE));
        assertThat(all()).isEmpty();
    }

    @Test
    void keepsSourcesApartWhoseNamesDifferInWhatAFileNameCannotHold() throws Exception {
        for (String source : List.of("a/b", "a:b", "A/B", "../../a", "x".repeat(500) + "1", "x".repeat(500) + "2")) {
            parking().park(message(source, EARLY), "down");
        }

        assertThat(all()).hasSize(6).allSatisfy(file -> assertThat(file.getParent())
                .isEqualTo(directory()));
    }

    @Test
    void listsTheOldestFirst() throws Exception {
        for (String source : List.of("c", "a", "b")) {
            parking().park(message(source, EARLY), "down");
            Path newest = all().stream()
                    .filter(file -> file.getFileName().toString().startsWith("stitch." + source))
                    .findFirst()
                    .orElseThrow();
            Files.setLastModifiedTime(
                    newest,
                    FileTime.from(Instant.parse(EARLY)
                            .minus(Duration.ofHours(source.equals("b") ? 3 : source.equals("c") ? 2 : 1))));
        }

        assertThat(parking().files())
                .extracting(file -> file.getFileName().toString().substring(7, 8))
                .containsExactly("b", "c", "a");
    }

    @Test
    void letsOnlyItsOwnerRead() throws Exception {
        parking().park(message("shop", EARLY), "down");
        parking().parkText("nonsense", "no message");

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
        parking().park(message("shop", EARLY), "first");
        Path file = only();
        Files.write(file, nonsense.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> parking().read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.getFileName() + " holds no lineage message");
        parking().delivered(message("other", LATE));
        parking().park(message("shop", EARLY), "second");

        assertThat(json(only()).path("reason").asText()).isEqualTo("second");
    }

    @Test
    void takesAMessageThatDoesNotTellItsTimeForTheOlderOne() throws Exception {
        parking().park(message("shop", null), "first");
        parking().park(message("shop", EARLY), "second");
        assertThat(json(only()).path("reason").asText()).isEqualTo("second");

        parking().park(message("shop", null), "third");
        assertThat(json(only()).path("reason").asText()).isEqualTo("second");
    }

    @Test
    void ignoresWhatAKilledProcessWroteHalfAndCleansItUpLater() throws Exception {
        parking().park(message("shop", EARLY), "down");
        Path fresh = Files.writeString(directory().resolve(".1.part"), "{\"rea");
        Path abandoned = Files.writeString(directory().resolve(".2.part"), "{\"rea");
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(2))));

        assertThat(parking().files()).hasSize(1);
        parking().park(message("crm", EARLY), "down");

        assertThat(fresh).exists();
        assertThat(abandoned).doesNotExist();
        assertThat(parking().files()).hasSize(2);
    }

    @Test
    void followsNoLink() throws Exception {
        parking().park(message("shop", EARLY), "down");
        Path elsewhere = Files.move(only(), folder.resolve("elsewhere"));
        String content = Files.readString(elsewhere);
        Path link = Files.createSymbolicLink(directory().resolve("link.json"), elsewhere);

        assertThatThrownBy(() -> parking().read(link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link.json");

        parking().park(message("shop", LATE), "again");
        Path parked =
                all().stream().filter(file -> !file.equals(link)).findFirst().orElseThrow();
        Files.delete(parked);
        Files.createSymbolicLink(parked, elsewhere);
        parking().park(message("shop", LATE), "over a link");

        assertThat(Files.readString(elsewhere)).isEqualTo(content);
        assertThat(json(parked).path("reason").asText()).isEqualTo("over a link");
        assertThat(Files.isSymbolicLink(parked)).isFalse();
    }

    @Test
    void isKeptInADirectoryThatALinkLeadsTo() throws Exception {
        Path real = Files.createDirectories(folder.resolve("real"));
        Files.createSymbolicLink(directory(), real);

        parking().park(message("shop", EARLY), "down");

        assertThat(real).isNotEmptyDirectory();
    }

    /** As a full disk does, what stands in the way makes the last step fail. */
    @Test
    void leavesNothingHalfWrittenWhereItCannotWrite() throws Exception {
        parking().park(message("shop", EARLY), "down");
        Path file = only();
        Files.delete(file);
        Files.writeString(Files.createDirectories(file).resolve("in the way"), "");

        assertThatThrownBy(() -> parking().park(message("shop", LATE), "again")).isInstanceOf(IOException.class);

        assertThat(all()).containsExactly(file);
    }

    @Test
    void findsNothingWhereThereIsNoDirectory() throws Exception {
        assertThat(parking().files()).isEmpty();
        parking().delivered(message("shop", EARLY));
        assertThat(directory()).doesNotExist();
    }
}
