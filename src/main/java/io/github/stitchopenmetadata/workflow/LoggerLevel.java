package io.github.stitchopenmetadata.workflow;

import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Sets how much is logged here, by the {@code loggerLevel} of the workflows. That takes Logback: SLF4J itself sets no level. */
public final class LoggerLevel {
    /** The logger of what must be seen: its warnings and errors are logged at every level of the workflows. */
    public static final String OUTCOME = "io.github.stitchopenmetadata.outcome";

    private static final String NAME = "io.github.stitchopenmetadata";
    private static final Logger LOG = LoggerFactory.getLogger(LoggerLevel.class);

    private final boolean isLogback =
            LoggerFactory.getILoggerFactory().getClass().getName().equals("ch.qos.logback.classic.LoggerContext");
    private boolean isTold;
    private Logback configured;

    /** Takes the most talkative of the levels; where all are null, the one that logging is configured with. */
    synchronized void follow(Collection<Level> levels) {
        Level wanted = levels.stream()
                .filter(Objects::nonNull)
                .min(Comparator.comparingInt(Level::toInt))
                .orElse(null);
        if (isLogback) {
            configured = configured == null ? Logback.current() : configured;
            configured.set(wanted);
        } else if (wanted != null && !isTold) {
            isTold = true;
            LOG.warn("workflowConfig.loggerLevel has no effect here: the level is set where logging is configured");
        }
    }

    /** Apart, so that nothing of Logback is looked for where another logger is in its place. */
    private record Logback(ch.qos.logback.classic.Level before) {
        static Logback current() {
            return new Logback(logger(NAME).getLevel());
        }

        void set(Level wanted) {
            logger(NAME).setLevel(wanted == null ? before : ch.qos.logback.classic.Level.convertAnSLF4JLevel(wanted));
            logger(OUTCOME).setLevel(wanted == Level.ERROR ? ch.qos.logback.classic.Level.WARN : null);
        }

        private static ch.qos.logback.classic.Logger logger(String name) {
            return (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(name);
        }
    }
}
