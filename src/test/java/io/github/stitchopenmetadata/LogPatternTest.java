package io.github.stitchopenmetadata;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pattern that the program logs with. */
class LogPatternTest {

    private final LoggerContext context = new LoggerContext();

    private String logged(String message, Throwable thrown) throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        Logger root = context.getLogger("ROOT");
        ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) root.getAppender("CONSOLE");
        byte[] line = console.getEncoder().encode(new LoggingEvent("test", root, Level.WARN, message, thrown, null));
        return new String(line, StandardCharsets.UTF_8).substring("HH:mm:ss ".length());
    }

    @Test
    void logsOneLine() throws Exception {
        assertThat(logged("Größe: {} ok", null)).isEqualTo("WARN  Größe: {} ok\n");
    }

    @Test
    void letsNoTextSteerTheTerminalOrLookLikeALineOfItsOwn() throws Exception {
        assertThat(logged("a\u001b[31mb\u009bc\r\n12:00:00 INFO  forged\u202e\u2066d\u2028e\u0000", null))
                .isEqualTo("WARN  a [31mb c 12:00:00 INFO  forged d e \n");
        assertThat(logged("broken", new IllegalStateException("x\u001b[2Jy\u202e"))).startsWith("WARN  broken\njava.lang.IllegalStateException: x [2Jy ")
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\r\n\t]]");
    }
}
