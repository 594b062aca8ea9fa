package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the program prints: all numbers, names, places and settings, line by line, as the files in
 * {@code src/test/resources/output} have them; the words between them are free. With {@code -Doutput.write=true} the files
 * are written anew, to be looked at.
 */
class OutputIT {

    private static final Path EXPECTED = Path.of("src/test/resources/output");
    /** The name of a row, or what no plain word has. */
    private static final Pattern FACT = Pattern.compile("^<|[^a-zA-Z-]|.[A-Z]");

    @TempDir
    private Path folder;

    @Test
    void ofACheck() throws Exception {
        assertThat(runSandbox("-Dingest.mode=check")).isZero();
        assertThatTheOutputIs("check.txt");
        assertThat(errors()).contains("SANDBOX");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void ofACheckThatFindsSomething() throws Exception {
        assertThat(run(
                        "-Dingest.mode=check",
                        "-Dstitch.hostPort=http://127.0.0.1:1",
                        "-Dstitch.token=x",
                        "-Dstitch.dbServiceNames=warehouse",
                        "-Dopenmetadata.hostPort=http://127.0.0.1:1/api",
                        "-Dopenmetadata.jwtToken=x"))
                .isEqualTo(2);
        assertThatTheOutputIs("check-failed.txt");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void ofACheckOfAConfigurationThatCannotBeUsed() throws Exception {
        assertThat(run("-Dingest.mode=check", "-Dingest.workflow=none.yaml")).isEqualTo(2);
        assertThatTheOutputIs("check-configuration.txt");
    }

    @Test
    void ofAPreview() throws Exception {
        assertThat(runSandbox("-Dingest.mode=preview")).isZero();
        assertThatTheOutputIs("preview.txt");
    }

    @Test
    void ofARun() throws Exception {
        assertThat(runSandbox("-Dingest.once=true")).isZero();
        assertThatTheOutputIs("run.txt");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void asJsonAndNothingElse() throws Exception {
        assertThat(runSandbox("-Dingest.mode=preview", "-Doutput.format=json")).isZero();
        JsonNode preview = Json.MAPPER.readTree(output());
        assertThat(preview.at("/runs/0/planned/edges/draw")).hasSize(22);
        assertThat(preview.at("/runs/0/missing/0/remedy").asText()).contains("dbServiceNames");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void ofACheckAsJson() throws Exception {
        assertThat(runSandbox("-Dingest.mode=check", "-Doutput.format=json")).isZero();
        assertThat(Json.MAPPER.readTree(output()).at("/workflows/0/steps").findValuesAsText("state"))
                .hasSize(23)
                .containsOnly("ok");
    }

    @Test
    @Tag(Extent.THOROUGH)
    void ofAModeAndAFormatThatThereAreNot() throws Exception {
        assertThat(run("-Dingest.mode=look")).isEqualTo(2);
        assertThat(output()).contains("ingest.mode is \"look\"", "check", "preview", "replay", "run");
        assertThat(runSandbox("-Dingest.mode=check", "-Doutput.format=xml")).isEqualTo(2);
        assertThat(errors()).contains("output.format is \"xml\"", "text", "json");
    }

    private int runSandbox(String command, String... settings) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of("-Dsandbox=true", command), Stream.of(settings))
                .toArray(String[]::new));
    }

    private int run(String... settings) throws IOException, InterruptedException {
        Process process = new Program(folder).startWithErrorsApart(settings);
        return Patience.exitStatus(process);
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private String errors() throws IOException {
        return Files.readString(folder.resolve("errors"));
    }

    private void assertThatTheOutputIs(String file) throws IOException {
        String printed = masked(output());
        if (Boolean.getBoolean("output.write")) {
            Files.writeString(EXPECTED.resolve(file), printed);
        }
        assertThat(facts(printed)).isEqualTo(facts(Files.readString(EXPECTED.resolve(file))));
    }

    private static List<String> facts(String text) {
        return text.lines().map(OutputIT::factsOfLine).toList();
    }

    private static String factsOfLine(String line) {
        return Stream.of(line.replaceFirst("^( *)(\\w+)(?=  )", "$1<$2>").split("[\\s,;()'\"]+"))
                .map(word -> word.replaceFirst("[.:]+$", ""))
                .filter(word -> FACT.matcher(word).find())
                .collect(Collectors.joining(" "));
    }

    /** Without what differs each time: times, the names of runs, the ports of the sandbox, and the folder. */
    private String masked(String text) {
        return text.replace(folder.toString(), "FOLDER")
                .replaceAll("(?m)^\\d\\d:\\d\\d:\\d\\d ", "HH:MM:SS ")
                .replaceAll("(?m)^(HH:MM:SS \\w+ +)[0-9a-f]{8} ", "$1RUN-NAME ")
                .replaceAll("stitch-openmetadata \\S+, Java [\\w.+-]+", "stitch-openmetadata VERSION, Java VERSION")
                .replaceAll("[ \\d]{6} ms", "     N ms")
                .replaceAll("\\d+[.]\\d s\\b", "N.N s")
                .replaceAll("127[.]0[.]0[.]1:\\d{2,}", "127.0.0.1:PORT");
    }
}
