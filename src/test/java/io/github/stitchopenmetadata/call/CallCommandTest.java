package io.github.stitchopenmetadata.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.CallFailures;
import io.github.stitchopenmetadata.http.Credential;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.openapi.InvalidCallException;
import io.github.stitchopenmetadata.openapi.Operation;
import io.github.stitchopenmetadata.openapi.Operations;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallCommandTest {

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @TempDir
    private Path folder;

    private Map<String, Object> order(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        context.getPropertiesComponent().setInitialProperties(properties);
        CallCommand command = new CallCommand();
        command.setCamelContext(context);
        return command.order();
    }

    @Test
    void asksForWhatTheSettingsSay() throws IOException {
        Path body = Files.writeString(folder.resolve("body.json"), "{\"display_name\": \"Shop\"}");
        Path token = Files.writeString(folder.resolve("token"), "at_1\n");

        assertThat(order(Map.of(
                        "call.operation", "updateSource",
                        "call.param.source_id", "11",
                        "call.body", "@" + body,
                        "call.tokenFile", token.toString(),
                        "call.account", "eu",
                        "call.pages", "true",
                        "call.confirm", "true")))
                .containsEntry("operation", "updateSource")
                .containsEntry("parameters", Map.of("source_id", "11"))
                .containsEntry("body", "{\"display_name\": \"Shop\"}")
                .containsEntry("token", "at_1")
                .containsEntry("account", "eu")
                .containsEntry("pages", "true");
    }

    @Test
    void wantsToBeToldThatAChangeIsMeant() {
        for (Operation operation : new Operations().all()) {
            boolean changes = !operation.method().equals("GET")
                    && !List.of(
                                    "pauseSource",
                                    "unpauseSource",
                                    "startReplicationJob",
                                    "stopReplicationJob",
                                    "validateRecords")
                            .contains(operation.id());
            assertThat(operation.isToBeConfirmed()).as(operation.id()).isEqualTo(changes);
        }
        assertThatThrownBy(() -> order(Map.of("call.operation", "deleteSource", "call.param.source_id", "11")))
                .isInstanceOf(InvalidCallException.class)
                .hasMessageContaining("-Dcall.confirm=true");
    }

    @ParameterizedTest
    @CsvSource({"call.body, @none.json", "call.tokenFile, none"})
    void saysWhichFileIsNotThere(String setting, String file) {
        assertThatThrownBy(() -> order(Map.of("call.operation", "getSources", setting, file)))
                .isInstanceOf(InvalidCallException.class)
                .hasMessageContaining(setting)
                .hasMessageContaining("none");
    }

    @Test
    void endsWithTheStatusOfWhatHappened() {
        Exception refused = new InvalidCallException("x", List.of());
        assertThat(CallCommand.exitStatus(new CamelExecutionException("x", null, refused)))
                .isEqualTo(2);
        assertThat(CallCommand.exitStatus(new ConfigurationException(List.of("x"))))
                .isEqualTo(2);
        CallFailedException noAnswer = new CallFailures()
                .failure(Side.STITCH, URI.create("http://x/y"), Credential.OF_WORKFLOW, new IOException("broken"));
        assertThat(CallCommand.exitStatus(noAnswer)).isOne();
        assertThat(CallCommand.exitStatus(new IllegalStateException())).isOne();
    }

    @Test
    void listsEveryOperationAndPreset() {
        assertThat(CallHelp.of("list"))
                .hasSameSizeAs(new Operations().all())
                .anyMatch(line -> line.matches("pauseSource +PUT +/v4/sources/\\{source_id}"));
        assertThat(CallHelp.of("getSources")).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "help"})
    void explainsItselfWhereNothingIsNamed(String operation) {
        assertThat(CallHelp.of(operation)).anyMatch(line -> line.contains("-Dcall.confirm=true"));
    }
}
