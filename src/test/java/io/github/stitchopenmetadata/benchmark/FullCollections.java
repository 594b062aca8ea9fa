package io.github.stitchopenmetadata.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Makes another JVM collect its whole heap now and then. Left to itself a collector lets garbage that has become old
 * lie until the heap is nearly full, so the heap of any run that is long enough ends up the same, whatever is in use.
 */
final class FullCollections {

    private FullCollections() {}

    /** Goes on until that JVM ends. */
    static void start(Process jvm, Duration pause) {
        Thread thread = new Thread(() -> repeat(jvm, pause), "full-collections");
        thread.setDaemon(true);
        thread.start();
    }

    private static void repeat(Process jvm, Duration pause) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            while (!jvm.waitFor(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                new ProcessBuilder(jcmd, Long.toString(jvm.pid()), "GC.run")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + jcmd, e);
        }
    }
}
