package io.github.stitchopenmetadata.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Where in a container this bundle finds its files and its Camel. */
final class Surroundings {

    private static final String NAME = "stitch-openmetadata";
    private static final String ROUTE_FILES = "*.camel.yaml";

    private final BundleContext context;
    private final Path etc;
    private final Path data;
    private final String pid;

    Surroundings(BundleContext context, String pid) {
        this.context = context;
        this.pid = pid;
        etc = Path.of(property("karaf.etc", "etc"));
        data = Path.of(property("karaf.data", "data")).resolve(NAME);
    }

    /** The file with the settings. */
    Path settings() {
        return etc.resolve(pid + ".cfg");
    }

    /** Where relative directories begin. */
    Path data() {
        return data;
    }

    /** Where routes may lie that are used instead of those in the bundle, file by file. */
    Path routes() {
        return etc.resolve(NAME).resolve("routes");
    }

    /** The routes as Camel is told to load them. A pattern could not be looked up in a bundle. */
    String routeFiles() {
        Set<String> files = Collections.list(context.getBundle().findEntries("routes", ROUTE_FILES, false)).stream()
                .map(file -> Path.of(file.getPath()).getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!Files.isDirectory(routes())) {
            return files.stream().map(file -> "classpath:routes/" + file).collect(Collectors.joining(","));
        }
        try (Stream<Path> own = Files.list(routes())) {
            own.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ROUTE_FILES.substring(1)))
                    .forEach(files::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files.stream()
                .map(file -> Files.exists(routes().resolve(file))
                        ? "file:" + routes().resolve(file)
                        : "classpath:routes/" + file)
                .collect(Collectors.joining(","));
    }

    /** Camel's class loader: that of this bundle where Camel is inside, else one that reaches into Camel's bundles. */
    ClassLoader classes() {
        Bundle own = context.getBundle();
        ClassLoader loader = Surroundings.class.getClassLoader();
        return FrameworkUtil.getBundle(CamelContext.class) == own ? loader : new CamelBundles(loader, context);
    }

    private String property(String key, String otherwise) {
        String value = context.getProperty(key);
        return value == null ? otherwise : value;
    }
}
