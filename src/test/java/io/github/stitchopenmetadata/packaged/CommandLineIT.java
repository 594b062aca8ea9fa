package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Patience;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line of the packaged jar: what it prints, how it ends, and that nothing is left where it was refused. */
class CommandLineIT {

    @TempDir
    private Path folder;

    /** One of each status, and each kind of mistake. */
    static List<ExitCase> cases() {
        return Extent.cases(
                List.of(ExitCase.HELP, ExitCase.NO_FILE, ExitCase.NO_COMMAND, ExitCase.NO_SETTING, ExitCase.COVERAGE),
                List.of(ExitCase.values()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endsAsThePageSays(ExitCase each) throws Exception {
        int status = run(each.arguments(), each.environment());

        String printed = Files.readString(output());
        assertThat(status).as(printed).isEqualTo(each.status().code());
        assertThat(printed).contains(each.says());
        if (status != 0) {
            assertThat(printed).doesNotContain("\tat ");
        }
        if (status == ExitStatus.REFUSED.code() && !each.line().contains("sandbox=true")) {
            assertThat(printed).doesNotContain("SANDBOX");
            assertThat(folder.resolve("state")).doesNotExist();
        }
    }

    /** As editors on Windows save it, with a mark before the first key. */
    @Test
    void readsItsSettingsAsUtf8() throws Exception {
        Files.writeString(folder.resolve("application.properties"), "\uFEFFingest.workflow = größe.yaml\n");

        assertThat(run(List.of("check", "--set", "output.format=json"), Map.of()))
                .isEqualTo(2);

        assertThat(Files.readString(output())).containsIgnoringCase("gr\\u00f6\\u00dfe.yaml");
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run(
                            List.of(
                                    "run",
                                    "--set",
                                    "sandbox=true",
                                    "--set",
                                    "management.enabled=true",
                                    "--set",
                                    "management.port=" + taken.getLocalPort()),
                            Map.of()))
                    .isEqualTo(2);
            assertThat(Files.readString(output())).contains("management.port is " + taken.getLocalPort());
        }
    }

    private int run(List<String> arguments, Map<String, String> environment) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                Jars.EXECUTABLE.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile());
        builder.environment().putAll(environment);
        return Patience.exitStatus(builder.start());
    }

    private Path output() {
        return folder.resolve("output");
    }
}
