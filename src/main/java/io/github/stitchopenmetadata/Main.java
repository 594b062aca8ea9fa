package io.github.stitchopenmetadata;

/** Starts the integration in a JVM of its own: {@code mvn camel:run}, or the jar. */
public final class Main {

    private Main() {
    }

    /** Ends the JVM with the exit statuses that the README lists. */
    public static void main(String[] args) {
        System.exit(new Launcher().run(args));
    }
}
