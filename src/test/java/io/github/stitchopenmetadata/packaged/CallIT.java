package io.github.stitchopenmetadata.packaged;

import static io.github.stitchopenmetadata.support.Patience.exitStatus;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One operation of Stitch from the command line. */
class CallIT {

    @AutoClose
    private final StitchServer stitch = new StitchServer(StitchAccount.generated(2, 1, 1, 1.0), "s3cret");

    @TempDir
    private Path folder;

    private int call(String... settings) throws Exception {
        Files.writeString(
                folder.resolve("account.yaml"),
                """
                source:
                  type: stitch
                  serviceName: stitch
                  serviceConnection: {config: {type: Stitch, hostPort: "%s", token: s3cret}}
                """
                        .formatted(stitch.url()));
        List<String> all =
                new ArrayList<>(List.of("-Dingest.mode=call", "-Dingest.workflow=" + folder.resolve("account.yaml")));
        all.addAll(List.of(settings));
        return exitStatus(new Program(folder, List.of()).start(all.toArray(String[]::new)));
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    @Test
    void printsTheAnswer() throws Exception {
        assertThat(call("-Dcall.operation=pauseSource", "-Dcall.param.source_id=500001"))
                .isZero();

        String printed = output();
        assertThat(Json.MAPPER
                        .readTree(printed.substring(printed.indexOf('{')))
                        .path("paused_at")
                        .isTextual())
                .isTrue();
        assertThat(stitch.requests()).isOne();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("account.yaml", "output");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void changesNothingUnlessThatIsMeant() throws Exception {
        assertThat(call("-Dcall.operation=deleteSource", "-Dcall.param.source_id=500001"))
                .isEqualTo(2);

        assertThat(output().lines()).singleElement().asString().contains("ERROR", "-Dcall.confirm=true");
        assertThat(stitch.requests()).isZero();
    }

    @Test
    @Tag(Extent.THOROUGH)
    void tellsWhatStitchSays() throws Exception {
        assertThat(call("-Dcall.operation=getSource", "-Dcall.param.source_id=7"))
                .isOne();

        assertThat(output().lines()).singleElement().asString().contains("ERROR", "source not found (7)");
    }

    /** Before anything that takes a while is started. */
    @Test
    void listsTheOperations() throws Exception {
        assertThat(call("-Dcall.operation=list")).isZero();

        assertThat(output())
                .contains("updateStreamMetadata", "/v2/import/batch")
                .doesNotContain("ERROR", "WARN");
        assertThat(folder.resolve("state")).doesNotExist();
    }

    /** What an answer holds is printed for the caller, and goes nowhere else. */
    @Test
    @Tag(Extent.THOROUGH)
    void tellsTheSecretsOfAnAnswerToTheCallerAlone() throws Exception {
        Path log = Files.writeString(
                folder.resolve("logback.xml"),
                Files.readString(Path.of("src/main/resources/stitch-openmetadata/logback.xml"))
                        .replaceAll("level=\"(?:INFO|WARN)\"", "level=\"TRACE\""));
        stitch.replace(stitch.account().toBuilder()
                .addSource(((ObjectNode) stitch.account().sources().get(0).deepCopy()).put("type", "import_api"))
                .build());
        Process process = new Program(folder, List.of("-Dlogback.configurationFile=" + log))
                .startWithErrorsApart(
                        "-Dingest.mode=call",
                        "-Dstitch.hostPort=" + stitch.url(),
                        "-Dstitch.token=s3cret",
                        "-Dcall.operation=createImportToken",
                        "-Dcall.param.source_id=500001",
                        "-Dcall.confirm=true");

        assertThat(exitStatus(process)).isZero();

        // lines of the time before the log went to the standard error stand around it
        Matcher printed = Pattern.compile("\"access_token\" : \"([^\"]+)").matcher(output());
        assertThat(printed.results().toList()).singleElement().satisfies(found -> assertThat(
                        Files.readString(folder.resolve("errors")))
                .contains("TRACE", "createImportToken")
                .doesNotContain(found.group(1), "s3cret"));
    }
}
