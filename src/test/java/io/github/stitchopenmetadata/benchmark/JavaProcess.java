package io.github.stitchopenmetadata.benchmark;

import io.github.stitchopenmetadata.app.Main;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Starts another JVM on the class path of this one; it does not outlive this one. */
final class JavaProcess {

    private JavaProcess() {}

    /** The options for JVMs whose work is measured: those of the system property {@code benchmark.jvm}, separated by spaces. */
    static List<String> options() {
        String options = System.getProperty("benchmark.jvm", "").strip();
        return options.isEmpty() ? List.of() : List.of(options.split(" +"));
    }

    /** The program itself: from the class path, or from the jar of the system property {@code benchmark.jar}, as it is deployed. */
    static Process program(List<String> options) {
        return program(options, Map.of());
    }

    /** @param environment that is added to the one here */
    static Process program(List<String> options, Map<String, String> environment) {
        String jar = System.getProperty("benchmark.jar", "");
        return jar.isEmpty()
                ? start(options, environment, Main.class)
                : started(options, environment, List.of("-jar", jar));
    }

    /**
     * @param options of the JVM
     * @param main    the class to run
     * @return the process; its error output goes where that of this JVM goes
     */
    static Process start(List<String> options, Class<?> main, String... arguments) {
        return start(options, Map.of(), main, arguments);
    }

    /** @param environment that is added to the one here */
    static Process start(List<String> options, Map<String, String> environment, Class<?> main, String... arguments) {
        List<String> what = new ArrayList<>(List.of("-cp", classPath(), main.getName()));
        what.addAll(List.of(arguments));
        return started(options, environment, what);
    }

    private static Process started(List<String> options, Map<String, String> environment, List<String> what) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(what);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a JVM", e);
        }
    }

    /** Under Maven's exec:java the class path is that of a class loader; java.class.path names Maven's own. */
    private static String classPath() {
        if (JavaProcess.class.getClassLoader() instanceof URLClassLoader loader) {
            return Arrays.stream(loader.getURLs())
                    .map(JavaProcess::file)
                    .collect(Collectors.joining(File.pathSeparator));
        }
        return System.getProperty("java.class.path");
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("not a file: " + url, e);
        }
    }
}
