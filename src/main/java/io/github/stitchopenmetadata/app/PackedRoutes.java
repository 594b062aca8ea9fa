package io.github.stitchopenmetadata.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URLConnection;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/** The route files on the class path, as Camel Main is told where they are. */
final class PackedRoutes {

    private static final String ALL = "classpath:routes/*.camel.yaml";
    private static final String ONE = "/routes/1-run.camel.yaml";

    private PackedRoutes() {}

    /** @return those of a jar by their names, since Camel reads the whole jar to find files by a pattern, more than once; else the pattern */
    static String pattern() {
        try {
            URLConnection connection = PackedRoutes.class.getResource(ONE).openConnection();
            if (!(connection instanceof JarURLConnection inJar)) {
                return ALL;
            }
            inJar.setUseCaches(false);
            try (JarFile jar = inJar.getJarFile()) {
                return jar.stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.matches("routes/[^/]+\\.camel\\.yaml"))
                        .sorted()
                        .map(name -> "classpath:" + name)
                        .collect(Collectors.joining(","));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
