package io.github.stitchopenmetadata.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.management.Version;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArgumentsTest {

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    /** @return the exit status, or -1 where there is something to do */
    private int read(String... args) {
        return new Arguments(printed(out), printed(err), settings::put)
                .read(args)
                .orElse(-1);
    }

    private static PrintStream printed(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    @Test
    void readsACommandWithItsFilesAndSettings() {
        assertThat(read("once", "-c", "eu.yaml", "us.yaml", "--set", "retry.attempts=3", "-Dmy.address=x"))
                .isEqualTo(-1);
        assertThat(settings)
                .containsEntry("ingest.mode", "once")
                .containsEntry("ingest.workflow", "eu.yaml,us.yaml")
                .containsEntry("retry.attempts", "3")
                .containsEntry("my.address", "x");
    }

    @Test
    void readsSettingsAlone() {
        assertThat(read("-Dsandbox=true", "-Dingest.once")).isEqualTo(-1);
        assertThat(settings).containsOnly(Map.entry("sandbox", "true"), Map.entry("ingest.once", ""));
    }

    @Test
    void readsWhatLimitsARunAndWhatFailsIt() {
        assertThat(read("once", "--source", "shop", "--source", "crm", "--fail-on", "missing", "--min-coverage", "95"))
                .isEqualTo(-1);
        assertThat(settings)
                .containsEntry("ingest.source", "shop,crm")
                .containsEntry("ingest.failOn", "missing")
                .containsEntry("ingest.minCoverage", "95");
    }

    @Test
    void readsACall() {
        assertThat(read("call", "pauseSource", "--source_id", "310401", "--body", "@file", "--confirm"))
                .isEqualTo(-1);
        assertThat(settings)
                .containsEntry("call.operation", "pauseSource")
                .containsEntry("call.param.source_id", "310401")
                .containsEntry("call.body", "@file")
                .containsEntry("call.confirm", "true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "onec -c x.yaml | onec | once",
                "once --confg x.yaml | --confg | --config",
                "--vresion | --vresion | --version",
                "once --set ingest.workflw=x | ingest.workflw | ingest.workflow",
                "once --set whatever=x | whatever | did you mean",
                "once --set retry.attempts | retry.attempts | key=value",
                "once x.yaml | x.yaml | once",
                "call pauseSource --sourceid 1 | --sourceid | --source_id",
                "replay --source shop | --source | replay",
                "preview --confirm | --confirm | preview",
                "-c | -c | FILE"
            })
    void refusesWhatThereIsNot(String args, String word, String advice) {
        assertThat(read(args.strip().split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(word, advice);
        assertThat(out.size()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void explainsEachCommand(Command command) {
        assertThat(read("--help")).isZero();
        assertThat(read(command.label(), "--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(command.label(), "--config", "--set", "completion");
    }

    @Test
    void tellsItsVersion() {
        assertThat(read("--version")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains(Version.own(), "Java");
    }

    @Test
    void completes() {
        assertThat(read("completion")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("#!/usr/bin/env bash", "preview", "--config", "--source_id");
    }
}
