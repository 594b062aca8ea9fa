package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.call.CallHelp;
import java.util.List;
import java.util.stream.Stream;

/** Starts the integration in a JVM of its own: {@code mvn camel:run}, or the jar. */
public final class Main {

    /** Logback's own name for the setting. */
    private static final String LOG_CONFIGURATION = "logback.configurationFile";

    private Main() {}

    /**
     * Ends the JVM with the exit statuses that the README lists.
     *
     * @param args settings as {@code -Dkey=value}, which stand behind the jar as well as before it; the rest is for Camel
     */
    public static void main(String[] args) {
        Stream.of(args)
                .filter(Main::isSetting)
                .map(setting -> setting.substring(2).split("=", 2))
                .forEach(setting -> System.setProperty(setting[0], setting.length == 2 ? setting[1] : ""));
        // without Camel and the log, which take longer than the answer
        List<String> told = Launcher.CALL.equals(System.getProperty("ingest.mode"))
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
        System.exit(new Launcher()
                .run(Stream.of(args).filter(arg -> !isSetting(arg)).toArray(String[]::new)));
    }

    private static boolean isSetting(String arg) {
        return arg.startsWith("-D") && arg.length() > 2 && arg.charAt(2) != '=';
    }
}
