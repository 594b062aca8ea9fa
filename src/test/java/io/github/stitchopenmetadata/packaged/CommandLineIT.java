package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The command line of the packaged jar: what it prints, how it ends, and that nothing is left where it was refused. */
class CommandLineIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void endsAsThePageSays(ExitCase each) throws Exception {
        Path output = folder.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Jars.EXECUTABLE.toString()));
        command.addAll(each.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(each.environment());

        int status = Patience.exitStatus(builder.start());

        String printed = Files.readString(output);
        assertThat(status).as(printed).isEqualTo(each.status().code());
        assertThat(printed).contains(each.says());
        if (status != 0) {
            assertThat(printed).doesNotContain("SANDBOX", "\tat ");
            assertThat(folder.resolve("state")).doesNotExist();
        }
    }
}
