package io.github.stitchopenmetadata.reload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.direct.DirectConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts edited routes in the place of those that run: all of them or none, and only while nobody is in them, so that no
 * exchange is cut off.
 */
final class RouteSwap {

    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);
    /** Who calls a route that is held back waits for up to 30 seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration LOOK = Duration.ofMillis(20);

    private final CamelContext context;
    private final RouteBuilds builds;

    RouteSwap(CamelContext context, RouteBuilds builds) {
        this.context = context;
        this.builds = builds;
    }

    /** The routes among these that somebody is in. */
    Set<String> inUse(Set<String> ids) {
        return ids.stream()
                .filter(id -> context.getInflightRepository().size(id) > 0)
                .collect(Collectors.toSet());
    }

    /**
     * @param hold whether who calls the routes is let wait until those who are in them have left
     * @return false if that took too long: all is as before
     * @throws RefusedEditException if the routes could not be started: those before are back
     */
    boolean swap(RouteFiles before, RouteFiles after, Set<String> ids, boolean hold) throws InterruptedException {
        List<DirectConsumer> held = hold ? hold(ids) : List.of();
        boolean free = false;
        try {
            free = awaitNobody(ids, hold ? PATIENCE : Duration.ZERO);
        } finally {
            if (!free) {
                held.forEach(DirectConsumer::resume);
            }
        }
        if (free) {
            try {
                put(before, after, ids);
            } catch (RefusedEditException refused) {
                put(after, before, ids);
                throw refused;
            }
        }
        return free;
    }

    private void put(RouteFiles before, RouteFiles after, Set<String> ids) {
        builds.configure(before, after);
        ids.stream().filter(id -> !after.ids().contains(id)).forEach(builds::remove);
        builds.put(after, ids);
    }

    private List<DirectConsumer> hold(Set<String> ids) {
        List<DirectConsumer> held = new ArrayList<>();
        for (String id : ids) {
            Route route = context.getRoute(id);
            if (route != null && route.getConsumer() instanceof DirectConsumer consumer && consumer.isStarted()) {
                consumer.suspend();
                held.add(consumer);
            }
        }
        return held;
    }

    private boolean awaitNobody(Set<String> ids, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (!inUse(ids).isEmpty()) {
            if (System.nanoTime() >= end || context.isStopping()) {
                LOG.debug("Still in use: {}", inUse(ids));
                return false;
            }
            Thread.sleep(LOOK.toMillis());
        }
        return true;
    }
}
