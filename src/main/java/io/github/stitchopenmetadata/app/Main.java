package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.call.CallHelp;
import java.util.List;
import java.util.OptionalInt;

/** Starts the integration in a JVM of its own: {@code mvn camel:run}, or the jar. */
public final class Main {

    /** Logback's own name for the setting. */
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private Main() {}

    /**
     * Ends the JVM with the exit statuses that the README lists.
     *
     * @param args a command with its options, or settings alone as {@code -Dkey=value}, which stand behind the jar as well as before it
     */
    public static void main(String[] args) {
        if (Libraries.takeOver(Main.class, args)) {
            return;
        }
        OptionalInt answered = new Arguments(System.out, System.err, System::setProperty).read(args);
        if (answered.isPresent()) {
            System.exit(answered.getAsInt());
        }
        // without Camel and the log, which take longer than the answer
        List<String> told = Command.CALL.label().equals(System.getProperty("ingest.mode"))
                ? CallHelp.of(System.getProperty("call.operation"))
                : List.of();
        if (!told.isEmpty()) {
            told.forEach(System.out::println);
            return;
        }
        // before the first logger; under a name of our own, because a logback.xml in our jar would be that of every
        // program
        // that has the jar on its class path
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "stitch-openmetadata/logback.xml");
        }
        System.exit(new Launcher().run());
    }
}
