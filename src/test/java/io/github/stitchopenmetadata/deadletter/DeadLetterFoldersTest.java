package io.github.stitchopenmetadata.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterFoldersTest {

    @TempDir
    private Path folder;

    private DeadLetterFolders folders(String name, String formerSetting) {
        return DeadLetterFolders.of(folder.resolve(name), formerSetting);
    }

    @Test
    void isTheFolderOfTheSetting() {
        assertThat(folders("dead-letters", "").all()).containsExactly(folder.resolve("dead-letters"));
        assertThat(folders("anything", "").all()).containsExactly(folder.resolve("anything"));
        assertThat(folders("dead-letters", "").warnings()).isEmpty();
    }

    @Test
    void staysTheOneOfAnEarlierVersionWhileThereIsNoOther() throws Exception {
        Path former = Files.createDirectory(folder.resolve("parked"));

        DeadLetterFolders folders = folders("dead-letters", "");

        assertThat(folders.all()).containsExactly(former);
        assertThat(folders.warnings())
                .singleElement()
                .asString()
                .contains(former.toString(), folder.resolve("dead-letters").toString());
    }

    @Test
    void isBothWhereBothAreThere() throws Exception {
        Path former = Files.createDirectory(folder.resolve("parked"));
        Path current = Files.createDirectory(folder.resolve("dead-letters"));

        DeadLetterFolders folders = folders("dead-letters", "");

        assertThat(folders.all()).containsExactly(current, former);
        assertThat(folders.warnings()).singleElement().asString().contains(former.toString(), current.toString());
    }

    @Test
    void takesNoFileAndNoFolderBesideAnotherForTheOneOfAnEarlierVersion() throws Exception {
        Files.createDirectories(folder.resolve("mine/parked"));
        Files.writeString(folder.resolve("parked"), "a file");

        assertThat(folders("dead-letters", "").all()).containsExactly(folder.resolve("dead-letters"));
        assertThat(folders("mine/anything", "").all()).containsExactly(folder.resolve("mine/anything"));
        assertThat(folders("mine/anything", "").warnings()).isEmpty();
    }

    @Test
    void warnsOfTheFormerSetting() throws Exception {
        Path former = Files.createDirectory(folder.resolve("parked"));

        DeadLetterFolders folders = folders("parked", "parked");

        assertThat(folders.all()).containsExactly(former);
        assertThat(folders.warnings())
                .singleElement()
                .asString()
                .contains("parking.directory", "deadletter.directory", former.toString());
    }
}
