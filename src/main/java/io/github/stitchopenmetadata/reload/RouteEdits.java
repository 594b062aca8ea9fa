package io.github.stitchopenmetadata.reload;

import io.github.stitchopenmetadata.reload.RouteFile.Kind;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes up edits of the files that the running routes come from. */
final class RouteEdits {

    private static final Logger LOG = LoggerFactory.getLogger(RouteEdits.class);
    /** Who calls a route that is held back waits for it, so not all the time. */
    private static final Duration HOLD_AGAIN = Duration.ofMinutes(1);

    private static final int NAMED = 5;

    private final CamelContext context;
    private final RouteBuilds builds;
    private final RouteSwap swaps;
    private RouteFiles running;
    private RouteFiles tried;
    private RouteFiles waiting;
    private long heldAt;

    RouteEdits(CamelContext context, RouteFiles running) {
        this.context = context;
        this.running = running;
        builds = new RouteBuilds(context);
        swaps = new RouteSwap(context, builds);
    }

    /** The files as they were when the routes that run were built. */
    RouteFiles running() {
        return running;
    }

    /**
     * @param edited files by their paths, null for one that is deleted
     * @return false where routes are in use and the edit has to wait
     * @throws RefusedEditException if it cannot take effect: all is as before
     */
    boolean takeUp(Map<String, RouteFile> edited) throws InterruptedException {
        RouteFiles wanted = running;
        for (Map.Entry<String, RouteFile> file : edited.entrySet()) {
            wanted = wanted.with(file.getKey(), file.getValue());
        }
        Set<String> ids = running.changedBy(wanted);
        if (!wanted.equals(tried)) {
            wanted.check(running, startsElsewhere());
            tryOut(wanted, ids, edited);
            tried = wanted;
        }
        boolean isNew = !wanted.equals(waiting);
        boolean hold = !running.callEachOther(ids)
                && !wanted.callEachOther(ids)
                && (isNew || System.nanoTime() - heldAt > HOLD_AGAIN.toNanos());
        boolean done = swaps.swap(running, wanted, ids, hold);
        String paths = String.join(", ", edited.keySet());
        if (done) {
            if (!ids.isEmpty()) {
                LOG.info("{}: the edit is in effect: {}", paths, named(ids));
            }
            edited.forEach(this::tellOfBeans);
            running = wanted;
            waiting = null;
        } else {
            if (isNew) {
                LOG.info(
                        "{}: the edit takes effect when these are not in use any more: {}",
                        paths,
                        named(swaps.inUse(ids)));
            }
            heldAt = hold ? System.nanoTime() : heldAt;
            waiting = wanted;
        }
        return done;
    }

    private void tryOut(RouteFiles wanted, Set<String> ids, Map<String, RouteFile> edited) {
        try {
            builds.configure(running, wanted);
            builds.tryOut(wanted, ids);
        } catch (RefusedEditException refused) {
            // a route that was not edited, but is built anew with a configuration that was
            throw edited.entrySet().stream()
                    .filter(file -> !edited.containsKey(refused.path()) && file.getValue() != null)
                    .flatMap(file -> file.getValue().all(Kind.CONFIGURATION).stream()
                            .limit(1)
                            .map(first -> new RefusedEditException(file.getKey(), first.line(), refused.why())))
                    .findFirst()
                    .orElse(refused);
        } finally {
            builds.configure(wanted, running);
        }
    }

    /** They stay: what they hold, such as the runs under way, would be lost with them. */
    private void tellOfBeans(String path, RouteFile file) {
        String before =
                running.byPath().containsKey(path) ? running.byPath().get(path).textOf(Kind.BEANS) : "";
        if (!before.equals(file == null ? "" : file.textOf(Kind.BEANS))) {
            LOG.warn("{}: beans are made when the program starts, so the edit of them takes effect then", path);
        }
    }

    private Set<String> startsElsewhere() {
        Set<String> ours = running.ids();
        return context.getRoutes().stream()
                .filter(route -> !ours.contains(route.getRouteId()))
                .map(route -> route.getEndpoint().getEndpointBaseUri().replace("://", ":"))
                .collect(Collectors.toSet());
    }

    private static String named(Set<String> routes) {
        return routes.size() > NAMED ? routes.size() + " routes" : String.join(", ", new TreeSet<>(routes));
    }
}
