package io.github.stitchopenmetadata.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The patterns that the program logs with. */
class LogPatternTest {

    private static final String RUN = "3f2a91c0-0c1b-4f5e-9f3f-8d2f6b7a1c22";

    private final LoggerContext context = new LoggerContext();

    @AfterEach
    void forgetFormat() {
        System.clearProperty("log.format");
    }

    private String logged(String logger, String message, Throwable thrown) throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(
                Path.of("src/main/resources/stitch-openmetadata/logback.xml").toFile());
        context.setMDCAdapter(((LoggerContext) org.slf4j.LoggerFactory.getILoggerFactory()).getMDCAdapter());
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>)
                context.getLogger("ROOT").iteratorForAppenders().next();
        Logger source = context.getLogger(logger);
        byte[] line = console.getEncoder().encode(new LoggingEvent("test", source, Level.WARN, message, thrown, null));
        return new String(line, StandardCharsets.UTF_8);
    }

    private String plain(String message, Throwable thrown) throws Exception {
        return logged("test", message, thrown).substring("HH:mm:ss ".length());
    }

    private JsonNode json(String logger, String message, Throwable thrown) throws Exception {
        System.setProperty("log.format", "json");
        String line = logged(logger, message, thrown);
        assertThat(line)
                .endsWith("}\n")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]")
                .matches("[^\n]*\n");
        return Json.MAPPER.readTree(line);
    }

    @Test
    void logsOneLine() throws Exception {
        assertThat(plain("Größe: {} ok", null)).isEqualTo("WARN  Größe: {} ok\n");
    }

    @Test
    void beginsTheLineOfARunWithTheBeginningOfItsId() throws Exception {
        try (RunInLog.Scope run = RunInLog.of(RUN)) {
            assertThat(plain("ok", null)).isEqualTo("WARN  3f2a91c0 ok\n");
        }
        assertThat(plain("ok", null)).isEqualTo("WARN  ok\n");
    }

    @Test
    void letsNoTextSteerTheTerminalOrLookLikeALineOfItsOwn() throws Exception {
        assertThat(plain("a\u001b[31mb\u009bc\r\n12:00:00 INFO  forged\u202e\u2066d\u2028e\u0000", null))
                .isEqualTo("WARN  a [31mb c 12:00:00 INFO  forged d e \n");
        assertThat(plain("broken", new IllegalStateException("x\u001b[2Jy\u202e")))
                .startsWith("WARN  broken\njava.lang.IllegalStateException: x [2Jy ")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\r\n\t]]");
    }

    @Test
    void logsOneObjectALineWhereThatIsWanted() throws Exception {
        try (RunInLog.Scope run = RunInLog.of(RUN)) {
            JsonNode line = json("org.example.Thing", "Größe: \"{}\" \\ ok", null);

            assertThat(OffsetDateTime.parse(line.path("time").asText())).isNotNull();
            assertThat(line.path("level").asText()).isEqualTo("WARN");
            assertThat(line.path("logger").asText()).isEqualTo("org.example.Thing");
            assertThat(line.path("thread").asText())
                    .isEqualTo(Thread.currentThread().getName());
            assertThat(line.path("run").asText()).isEqualTo(RUN);
            assertThat(line.path("message").asText()).isEqualTo("Größe: \"{}\" \\ ok");
            assertThat(line.has("error")).isFalse();
        }
        assertThat(json("org.example.Thing", "ok", null).has("run")).isFalse();
    }

    @Test
    void keepsObjectsCleanToo() throws Exception {
        JsonNode line = json(
                "org.apache.hc.client5",
                "Authorization: Bearer t0ken\u001b[31m\r\nforged\u202e",
                new IllegalStateException("token=t0ken\u001b[2J"));

        assertThat(line.path("message").asText()).isEqualTo("Authorization: Bearer *** [31m forged");
        assertThat(line.path("error").asText())
                .startsWith("java.lang.IllegalStateException: ")
                .doesNotContain("t0ken", "\u001b");
    }
}
