package io.github.stitchopenmetadata.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.ConsoleAppender;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leaves the standard output to what a command prints. */
public final class StandardError {

    private StandardError() {}

    /** From now on what is logged goes to the standard error, where Logback logs to the console. */
    public static void takesTheLog() {
        if (LoggerFactory.getILoggerFactory().getClass().getName().equals("ch.qos.logback.classic.LoggerContext")) {
            Logback.redirect();
        }
    }

    /** Apart, so that nothing of Logback is looked for where another logger is in its place. */
    private static final class Logback {
        static void redirect() {
            LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
            context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders().forEachRemaining(appender -> {
                if (appender instanceof ConsoleAppender<?> console) {
                    console.stop();
                    console.setTarget("System.err");
                    // the encoder ended with the appender
                    console.getEncoder().start();
                    console.start();
                }
            });
        }
    }
}
