package io.github.stitchopenmetadata.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.logging.RunInLog;
import io.github.stitchopenmetadata.report.Summary;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the book of runs for the routes: begins and ends them. */
public final class Runs implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private static final Duration REPORTING = Duration.ofSeconds(30);

    private final Clock clock = Clock.systemUTC();
    private final Map<Pass.Kind, Pass> underWay = new ConcurrentHashMap<>();
    private final Map<Pass.Kind, Pass> last = new ConcurrentHashMap<>();
    /**
     * Runs by id. One that was stopped outlives its pass, so that its messages are let go when they leave the queue; of
     * others none is left there. A message from another process brings an id that is new here.
     */
    private final Cache<String, Run> byId = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofHours(12))
            .maximumSize(1000)
            .build();

    private final List<Consumer<Pass>> listeners = new CopyOnWriteArrayList<>();
    private CamelContext camelContext;
    private Duration deadline = Duration.ZERO;
    private Duration retryBudget = Duration.ofDays(1);

    /** @param millis after which a run ends early, or 0 */
    public void setDeadline(long millis) {
        deadline = Duration.ofMillis(millis);
    }

    /** @param millis that a run may spend waiting before calls are repeated, all in all */
    public void setRetryBudget(long millis) {
        retryBudget = Duration.ofMillis(millis);
    }

    /** Ctrl-C must not wait for an account that takes an hour. */
    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext stopping) {
                underWay.values().forEach(pass -> pass.runs().forEach(run -> run.stop("stopped before it was done")));
            }
        });
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** @return the new pass, or null while one of its kind is under way */
    public Pass begin(Pass.Kind kind) {
        Pass pass = new Pass(kind, clock.instant());
        if (underWay.putIfAbsent(kind, pass) == null) {
            return pass;
        }
        LOG.info("The last {} run is still going; this one is skipped.", kind.label());
        return null;
    }

    public void finish(Pass pass) {
        underWay.remove(pass.kind());
        pass.finishedAt(clock.instant());
        last.put(pass.kind(), pass);
        pass.runs().forEach(run -> run.connected(null));
        // each holds all that is missing and has failed
        pass.runs().stream().filter(this::isWanted).forEach(run -> byId.invalidate(run.id()));
        if (!pass.isPrinted()) {
            Summary.of(pass).forEach(LOG::info);
            pass.runs()
                    .forEach(run -> inRun(
                            run, () -> Summary.of(pass, run, pass.finishedAt()).forEach(LOG::info)));
        }
        listeners.forEach(listener -> listener.accept(pass));
    }

    /** @param listener is told of each pass when its summary has been written */
    public void whenFinished(Consumer<Pass> listener) {
        listeners.add(listener);
    }

    /** Whether the last lineage pass could connect a workflow: where it could not, run status cannot either. */
    public boolean anyConnected() {
        Pass lineage = last.get(Pass.Kind.LINEAGE);
        return lineage == null || lineage.exitStatus() != Pass.REFUSED;
    }

    /** The passes that finished last, one of each kind. */
    public List<Pass> last() {
        return List.copyOf(last.values());
    }

    /** A finished pass in words, one line each. */
    public List<String> summary(Pass pass) {
        return Stream.concat(
                        Summary.of(pass).stream(),
                        pass.runs().stream().flatMap(run -> Summary.of(pass, run, pass.finishedAt()).stream()))
                .toList();
    }

    public boolean isUnderWay(Pass.Kind kind) {
        return underWay.containsKey(kind);
    }

    /** How far the runs under way have come: of each pass the workflow that is at work now. */
    public List<RunProgress> progress() {
        Instant now = clock.instant();
        return underWay.values().stream()
                .filter(pass -> !pass.runs().isEmpty())
                .map(pass -> RunProgress.of(pass, pass.runs().get(pass.runs().size() - 1), now))
                .toList();
    }

    public Run start(Pass pass, Workflow workflow) {
        Run run = new Run(
                UUID.randomUUID().toString(),
                workflow,
                new RunTime(clock, deadline, retryBudget),
                pass.kind() == Pass.Kind.PREVIEW ? new PlannedChanges() : null);
        if (pass.isPrinted()) {
            run.sources().close();
        }
        pass.add(run);
        byId.put(run.id(), run);
        inRun(run, () -> workflow.warnings().forEach(LOG::warn));
        return run;
    }

    /** A run that belongs to no pass: what it is refused leaves others alone. */
    public Run apart(Workflow workflow) {
        return new Run(workflow);
    }

    /** The run that a lineage message belongs to, also where another process made the message. */
    public Run of(LineageMessage message, Workflow workflow) {
        return byId.get(message.runId(), id -> {
            Run foreign = new Run(id, workflow, RunTime.unlimited());
            // nobody reports of it here
            foreign.sources().close();
            return foreign;
        });
    }

    /** A run for telling OpenMetadata of one that is over: that one may have been stopped, and nothing may stop it any more. */
    public Run reporting(Run done) {
        return new Run(done.id(), done.workflow(), new RunTime(clock, REPORTING, REPORTING));
    }

    public boolean isWanted(Run run) {
        return run.stopped() == null;
    }

    /** Whether what the run does stays: not that of a preview. */
    public boolean isForReal(Run run) {
        return !run.isPreview();
    }

    public boolean isUnconnected(Run run) {
        return run.catalog() == null;
    }

    public Catalog catalog(Run run) {
        return run.catalog();
    }

    /** @throws RunStoppedException if nothing should be called for this run any more */
    public void ensureWanted(Run run) throws RunStoppedException {
        if (run.time().isOver()) {
            stopLate(run);
        }
        if (run.stopped() != null) {
            throw new RunStoppedException(run.stopped());
        }
    }

    /** A misspelt name must not pass in silence: all its edges would be missing. */
    public void databaseServiceUnknown(Run run, String name) {
        String what = "dbServiceNames names " + OneLine.of(name)
                + ", but OpenMetadata has no database service of that name; edges to its tables will be missing";
        LOG.warn("{}: {}", run.workflow().file(), what);
        run.note(what);
    }

    public void connected(Run run, Catalog catalog) {
        run.connected(catalog);
    }

    public void sourcePresent(Run run, Source source) {
        run.present(source.name());
    }

    /** Whether pipelines may be deleted: never where sources may have been overlooked. */
    public boolean mayRetire(Run run) {
        return run.stopped() == null
                && run.isAccountRead()
                && run.workflow().pipelineMetadata().markDeletedPipelines();
    }

    /** The names of the sources that are to have a pipeline. */
    public Set<String> present(Run run) {
        return run.present();
    }

    /** The run of a replay that delivers to a workflow's server; it begins with the first message. */
    public Run replaying(Pass pass, Workflow workflow) {
        return pass.runs().stream()
                .filter(run -> run.workflow().serviceName().equals(workflow.serviceName()))
                .findFirst()
                .orElseGet(() -> start(pass, workflow));
    }

    public void handOver(Run run) {
        run.deliveries().handOver();
    }

    public void settle(Run run) {
        run.deliveries().settle();
        run.headway().sourceDone();
    }

    /** Waits until all that was handed over is settled, or the time is over. */
    public void awaitDeliveries(Run run) throws InterruptedException {
        if (!run.deliveries().await(run.time())) {
            stopLate(run);
        }
    }

    /** Something in the queue is no lineage message, and belongs to no run: the lineage pass under way, if any, tells of it. */
    public void messageUnread(String what) {
        LOG.error(what);
        Pass lineage = underWay.get(Pass.Kind.LINEAGE);
        if (lineage != null) {
            lineage.messageUnread(what);
        }
    }

    private static void inRun(Run run, Runnable lines) {
        try (RunInLog.Scope scope = RunInLog.of(run.id())) {
            lines.run();
        }
    }

    private void stopLate(Run run) {
        run.stop("stopped before it was done, its time is over (ingest.deadline); the next run goes on");
    }
}
