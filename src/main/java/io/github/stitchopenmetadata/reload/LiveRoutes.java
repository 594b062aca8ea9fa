package io.github.stitchopenmetadata.reload;

import io.github.stitchopenmetadata.text.Explanation;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.RouteWatcherReloadStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets edits of route files take effect while the routes run, where {@code camel.main.routesReloadEnabled} says so. It stands in
 * for what Camel does then: that cuts off who is in an edited file's routes, and leaves them away if one of them cannot be built.
 */
public final class LiveRoutes implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRoutes.class);
    /** An editor may write a file in several steps. */
    private static final long SETTLED_MILLIS = 300;

    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private CamelContext camelContext;
    private RouteFolder folder;
    private RouteEdits edits;
    private ScheduledExecutorService worker;
    private ScheduledFuture<?> next;
    private Set<String> told = Set.of();

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        context.addLifecycleStrategy(new FormerFilesVeto());
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStarted(CamelContext started) {
                begin();
            }
        });
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    private void begin() {
        RouteWatcherReloadStrategy watching = camelContext.hasService(RouteWatcherReloadStrategy.class);
        if (watching == null) {
            return;
        }
        folder = new RouteFolder(Path.of(watching.getFolder()), watching.getFileFilter());
        Set<String> refused = new TreeSet<>();
        edits = new RouteEdits(
                camelContext, new RouteFiles(new TreeMap<>(folder.edits(new RouteFiles(new TreeMap<>()), refused))));
        tell(refused);
        worker = camelContext.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "LiveRoutes");
        watching.setResourceReload((name, resource) -> lookIn(SETTLED_MILLIS));
    }

    private synchronized void lookIn(long millis) {
        if (next != null) {
            next.cancel(false);
        }
        next = worker.schedule((Runnable) this::look, millis, TimeUnit.MILLISECONDS);
    }

    /** Compares with what runs, not with what was seen last: an edit that was refused or had to wait is then not forgotten. */
    private void look() {
        Set<String> refused = new TreeSet<>();
        try {
            Map<String, RouteFile> edited = folder.edits(edits.running(), refused);
            if (!takeUp(edited, refused)) {
                lookIn(LOOK_AGAIN_MILLIS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException broken) {
            LOG.error(
                    "An edit of the routes could not be taken back, start the program again: {}",
                    Explanation.of(broken),
                    broken);
        }
        tell(refused);
    }

    /** All together, because a route may need one of another file; if that cannot be, each file by itself. */
    private boolean takeUp(Map<String, RouteFile> edited, Set<String> refused) throws InterruptedException {
        try {
            return edits.takeUp(edited);
        } catch (RefusedEditException refusal) {
            if (edited.size() == 1) {
                refused.add(refusal.getMessage());
                return true;
            }
        }
        boolean done = true;
        for (Map.Entry<String, RouteFile> one : edited.entrySet()) {
            done &= takeUp(Collections.singletonMap(one.getKey(), one.getValue()), refused);
        }
        return done;
    }

    private void tell(Set<String> refused) {
        refused.stream()
                .filter(refusal -> !told.contains(refusal))
                .forEach(refusal -> LOG.error("{}; the last good routes go on", refusal));
        told = refused;
    }
}
