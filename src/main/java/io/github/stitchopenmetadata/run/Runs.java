package io.github.stitchopenmetadata.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.logging.RunInLog;
import io.github.stitchopenmetadata.workflow.InWorkflow;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Variable;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the book of passes and runs for the routes: begins and ends them. */
public final class Runs implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Clock clock = Clock.systemUTC();
    private final Workflows workflows;
    private final Catalogs catalogs;
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

    /** The warnings of workflows that were logged. */
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** The life of each run under way that belongs to no pass. */
    private final Set<RunLife> alone = ConcurrentHashMap.newKeySet();

    private final List<Consumer<Pass>> listeners = new CopyOnWriteArrayList<>();
    private CamelContext camelContext;
    /** Whether the process is told to stop. */
    private volatile boolean stopping;

    private final SharedRuns sharedRuns;

    private Duration deadline = Duration.ZERO;
    private Duration retryBudget = Duration.ofDays(1);

    public Runs(Workflows workflows, Catalogs catalogs) {
        this.workflows = workflows;
        this.catalogs = catalogs;
        this.sharedRuns = new SharedRuns(catalogs, clock);
    }

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
            public void onContextStopping(CamelContext told) {
                stopping = true;
                underWay.values()
                        .forEach(pass -> pass.runs().forEach(run -> run.life().interrupt()));
                alone.forEach(RunLife::interrupt);
            }
        });
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * @param order the kind of the pass, such as {@code lineage}; anything else is what is to be replayed
     * @return the new pass; one that is skipped while one of its kind is under way
     */
    public Pass begin(Object order) {
        Pass pass = order instanceof String kind
                ? new Pass(Pass.Kind.of(kind), clock.instant())
                : new Pass(Pass.Kind.REPLAY, clock.instant(), order);
        if (stopping) {
            pass.skip();
        } else if (underWay.putIfAbsent(pass.kind(), pass) != null) {
            pass.skip();
            LOG.info(
                    "The last {} run is still going; this one is skipped.",
                    pass.kind().label());
        }
        return pass;
    }

    /** Whether the pass goes on, because no other of its kind is under way. */
    public boolean isBegun(Pass pass) {
        return !pass.isSkipped();
    }

    /** Whether the pass may begin with another workflow: not once the process is told to stop. */
    public boolean isGoingOn(Pass pass) {
        if (stopping) {
            pass.interrupt();
        }
        return !stopping;
    }

    /** Whether the pass delivers dead letters again, and reads nothing from Stitch. */
    public boolean isReplay(Pass pass) {
        return pass.kind() == Pass.Kind.REPLAY;
    }

    /** Ends a run, of which all is done but to tell of it. */
    public void end(@Variable("run") Run run) {
        run.life().end();
    }

    /** Ends a pass whose summary has been written. */
    public void finish(Pass pass) {
        pass.finish();
        underWay.remove(pass.kind());
        last.put(pass.kind(), pass);
        pass.runs().forEach(run -> {
            catalogs.close(run);
            // each holds all that is missing and has failed
            if (isWanted(run)) {
                byId.invalidate(run.id());
            }
        });
        listeners.forEach(listener -> listener.accept(pass));
    }

    /** @param listener is told of each pass when its summary has been written */
    public void whenFinished(Consumer<Pass> listener) {
        listeners.add(listener);
    }

    /** Whether the last lineage pass could connect a workflow: where it could not, run status cannot either. */
    public boolean anyConnected() {
        Pass lineage = last.get(Pass.Kind.LINEAGE);
        return lineage == null || lineage.exitStatus() != ExitStatus.REFUSED.code();
    }

    /** The passes that finished last, one of each kind. */
    public List<Pass> last() {
        return List.copyOf(last.values());
    }

    public boolean isUnderWay(Pass.Kind kind) {
        return underWay.containsKey(kind);
    }

    /** The same for routes, with the kind as {@code lineage}. */
    public boolean isRunning(String kind) {
        return isUnderWay(Pass.Kind.of(kind));
    }

    /** Whether it is a run of a pass that has not ended, in this process. */
    boolean isUnderWay(Run run) {
        return underWay.values().stream().anyMatch(pass -> pass.runs().contains(run));
    }

    /** How far the runs under way have come: of each pass the workflow that is at work now. */
    public List<RunProgress> progress() {
        return underWay.values().stream()
                .filter(pass -> !pass.runs().isEmpty())
                .map(pass -> RunProgress.of(
                        pass,
                        pass.runs().get(pass.runs().size() - 1),
                        pass.clock().instant()))
                .toList();
    }

    /** @return a new run of the workflow that something belongs to, within a pass */
    public Run start(Pass pass, InWorkflow work) {
        Workflow workflow = work.workflow();
        Run run = new Run(
                UUID.randomUUID().toString(), pass.kind(), workflow, new RunTime(pass.clock(), deadline, retryBudget));
        if (pass.isPrinted()) {
            run.counts().closeLogs();
        }
        pass.add(run);
        byId.put(run.id(), run);
        if (stopping) {
            // told to stop while the run was made
            run.life().interrupt();
        }
        try (RunInLog.Scope lines = RunInLog.of(run.id())) {
            // a run of status every quarter of an hour has nothing new to say
            workflow.warnings().stream().filter(warned::add).forEach(LOG::warn);
        }
        return run;
    }

    /**
     * @return the run that a lineage message belongs to; where another process made the message, or replays it, one that is
     *         rebuilt from the message and the settings
     * @throws io.github.stitchopenmetadata.workflow.ConfigurationException if no workflow here has the service of the message
     */
    public Run of(LineageMessage message) {
        Workflow workflow = workflows.of(message.service());
        return byId.get(message.runId(), id -> {
            Run foreign = new Run(id, Pass.Kind.LINEAGE, workflow, RunTime.unlimited());
            // nobody reports of it here
            foreign.counts().closeLogs();
            return foreign;
        });
    }

    /**
     * A run that belongs to no pass: another route asked for it, and is told what failed. It ends with {@link #leave}.
     *
     * @param workflow of which only the side that the route asks for has to be there
     */
    public Run alone(Pass.Kind kind, Workflow workflow) {
        return underWay(alone(UUID.randomUUID().toString(), kind, workflow));
    }

    /**
     * @param message that another route hands over
     * @param asked   the run that the route began for it
     * @return the run in which it is delivered: one that shares with others of its extraction what is known of the catalog
     */
    public Run take(LineageMessage message, @Variable("run") Run asked) {
        alone.remove(asked.life());
        return underWay(alone(sharedRuns.enter(message, asked.workflow()), asked.kind(), asked.workflow()));
    }

    /** @return the message for the place of its run, whatever service it was made for */
    public LineageMessage addressed(LineageMessage message, @Variable("run") Run run) {
        return message.to(run.workflow().key());
    }

    /** Ends a run that belongs to no pass. */
    public void leave(Run run) {
        run.life().end();
        alone.remove(run.life());
        sharedRuns.leave(run);
    }

    /** @throws RunFailedException if the run was stopped, or something failed in it */
    public void ensureDone(@Variable("run") Run run) throws RunFailedException {
        if (run.life().stopped() != null || run.problems().failureCount() > 0) {
            throw RunFailedException.of(run);
        }
    }

    private Run alone(String id, Pass.Kind kind, Workflow workflow) {
        Run run = new Run(id, kind, workflow, new RunTime(clock, deadline, retryBudget));
        // nobody reports of it
        run.counts().sources().close();
        return run;
    }

    private Run underWay(Run run) {
        alone.add(run.life());
        if (stopping) {
            run.life().interrupt();
        }
        return run;
    }

    /** Whether a run is of a kind, such as {@code lineage}. */
    public boolean isOf(Run run, String kind) {
        return run.kind().label().equals(kind);
    }

    /** Whether the run has not been stopped. */
    public boolean isWanted(@Variable("run") Run run) {
        return run.life().stopped() == null;
    }

    /** Whether what the run does stays: not that of a preview. */
    public boolean isForReal(@Variable("run") Run run) {
        return !run.isPreview();
    }

    /** Whether what is not delivered becomes a dead letter: not where another route handed it over, which is told. */
    public boolean keepsDeadLetters(@Variable("run") Run run) {
        return isForReal(run) && run.kind() != Pass.Kind.DELIVERY;
    }

    /** @throws RunStoppedException if nothing should be called for this run any more */
    public void ensureWanted(@Variable("run") Run run) throws RunStoppedException {
        run.life().ensureWanted(false);
    }

    /** A lineage message is in the queue: the run waits for its delivery. */
    public void handOver(@Variable("run") Run run) {
        run.life().deliveries().handOver();
    }

    /** A lineage message has been dealt with, well or not. */
    public void acknowledge(@Variable("run") Run run) {
        run.life().deliveries().acknowledge();
    }

    /** Whether messages are still to be delivered, and the run has time for that. */
    public boolean isDelivering(@Variable("run") Run run) {
        return run.life().isDelivering();
    }

    /** Something in the queue is no lineage message, and belongs to no run: the lineage pass under way, if any, tells of it. */
    public void messageUnread(String what) {
        LOG.error(what);
        Pass lineage = underWay.get(Pass.Kind.LINEAGE);
        if (lineage != null) {
            lineage.messageUnread(what);
        }
    }
}
