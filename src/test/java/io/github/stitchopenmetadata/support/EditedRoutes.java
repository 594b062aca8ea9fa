package io.github.stitchopenmetadata.support;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The shipped routes, running from a copy of their own that a test edits. */
public final class EditedRoutes implements AutoCloseable {

    public final Path folder;
    public final Servers servers;
    public final Connector connector;
    private final LogLines log = new LogLines();

    public EditedRoutes(Map<String, String> settings) throws Exception {
        folder = Files.createTempDirectory(Path.of("target"), "routes");
        try (Stream<Path> shipped = Files.list(Path.of("routes"))) {
            for (Path file : shipped.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        servers = Servers.of(StitchAccount.generated(2, 3, 4, 1.0));
        Map<String, String> live = new HashMap<>(Map.of(
                "camel.main.routesIncludePattern",
                "file:" + folder + "/*.camel.yaml",
                "camel.main.routesReloadDirectory",
                folder.toString(),
                "camel.main.routesReloadEnabled",
                "true"));
        live.putAll(settings);
        connector = servers.connector(live);
        log.show(Level.INFO);
    }

    public CamelContext context() {
        return connector.context();
    }

    /**
     * Replaces a part of a file that stands in it once, or all of it (*).
     *
     * @return the line of that part
     */
    public int edit(String file, String part, String other) throws IOException {
        String text = Files.readString(folder.resolve(file));
        int at = part.equals("*") ? 0 : text.indexOf(part);
        assertThat(at).as(part).isNotNegative().isEqualTo(part.equals("*") ? 0 : text.lastIndexOf(part));
        write(file, part.equals("*") ? other : text.replace(part, other));
        return (int) text.substring(0, at).lines().count();
    }

    public void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    /** Puts the file back as it is shipped. */
    public void putBack(String file) throws IOException {
        write(file, Files.readString(Path.of("routes", file)));
    }

    /** Waits until the log says so. */
    public String awaitLine(Level level, String part) {
        await().until(() -> lines(level, part), lines -> !lines.isEmpty());
        return lines(level, part).get(0);
    }

    /** Waits until an edit of the file is in effect, and forgets it then. */
    public void awaitEffect(String file) {
        awaitLine(Level.INFO, file + ": the edit is in effect");
        forget();
    }

    /** What was logged until now. */
    public void forget() {
        log.forget();
    }

    public List<String> lines(Level level, String part) {
        return log.at(level).stream().filter(line -> line.contains(part)).toList();
    }

    /** Every route with whether it runs, and from when on. */
    public Map<String, String> routes() {
        Map<String, String> routes = new TreeMap<>();
        for (Route route : context().getRoutes()) {
            routes.put(
                    route.getRouteId(),
                    context().getRouteController().getRouteStatus(route.getRouteId()) + " "
                            + System.identityHashCode(route));
        }
        return routes;
    }

    @Override
    public void close() {
        connector.close();
        servers.close();
        log.close();
    }
}
