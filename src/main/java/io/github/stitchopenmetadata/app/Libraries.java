package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.text.Explanation;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder {@code lib}, in which stands what the executable jar has not: the component of a broker, the driver of a database. It lies
 * where the program is started, or beside the jar.
 */
final class Libraries {

    private static final String FOLDER = "lib";

    private Libraries() {}

    /**
     * Runs the program with the libraries, if this is the executable jar and there are some: all classes come from one loader then,
     * since Camel and what is in {@code lib} look for each other's. A class path of one jar is faster, so without them it stays so.
     *
     * @return whether that was done, and the program has ended
     */
    static boolean takeOver(Class<?> main, String[] args) {
        try {
            Path jar = Path.of(
                    main.getProtectionDomain().getCodeSource().getLocation().toURI());
            List<Path> libraries =
                    main.getClassLoader() == ClassLoader.getSystemClassLoader() && Files.isRegularFile(jar)
                            ? jars(List.of(Path.of(FOLDER), jar.resolveSibling(FOLDER)))
                            : List.of();
            if (libraries.isEmpty() || !isAlone(jar)) {
                return false;
            }
            List<URL> classPath = new ArrayList<>(List.of(url(jar)));
            for (Path library : libraries) {
                classPath.add(url(library));
            }
            ClassLoader loader =
                    new URLClassLoader(FOLDER, classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
            Thread.currentThread().setContextClassLoader(loader);
            Class.forName(main.getName(), true, loader)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) args);
            return true;
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException(failed.getCause());
        } catch (ReflectiveOperationException | IOException | URISyntaxException unusable) {
            throw new IllegalStateException("the folder lib cannot be used: " + Explanation.of(unusable), unusable);
        }
    }

    /** Whether the program was started with {@code java -jar}: who makes a class path has put into it what is wanted. */
    private static boolean isAlone(Path jar) {
        String classPath = System.getProperty("java.class.path", "");
        return !classPath.contains(File.pathSeparator)
                && Path.of(classPath)
                        .toAbsolutePath()
                        .normalize()
                        .equals(jar.toAbsolutePath().normalize());
    }

    /** The jars of the first of the folders that has some, by name. */
    private static List<Path> jars(List<Path> folders) throws IOException {
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    List<Path> jars = files.filter(
                                    file -> file.getFileName().toString().endsWith(".jar"))
                            .sorted()
                            .toList();
                    if (!jars.isEmpty()) {
                        return jars;
                    }
                }
            }
        }
        return List.of();
    }

    private static URL url(Path file) throws MalformedURLException {
        return file.toUri().toURL();
    }
}
