package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.logging.RunInLog;
import io.github.stitchopenmetadata.state.Hold;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.state.StateUnavailableException;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.SteadyClock;
import io.github.stitchopenmetadata.workflow.InWorkflow;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Body;
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
    /** Passes over one account each, which other processes share out. */
    private final Set<Pass> taken = ConcurrentHashMap.newKeySet();
    /** The time at which the last of these began: reports are told apart by it. */
    private final AtomicReference<Instant> lastTaken = new AtomicReference<>(Instant.MIN);

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
    private final MessageRuns messageRuns;

    /** Says whether another process makes a pass of a kind now. */
    private StateStore store;

    /** What each pass under way has that no other process may have meanwhile. */
    private final Map<Pass, Hold> holds = new ConcurrentHashMap<>();

    private Duration deadline = Duration.ZERO;
    private Duration retryBudget = Duration.ofDays(1);
    private Duration patience = Duration.ZERO;
    private boolean deliveredElsewhere;

    public Runs(Workflows workflows, Catalogs catalogs) {
        this.workflows = workflows;
        this.catalogs = catalogs;
        this.sharedRuns = new SharedRuns(catalogs, clock);
        this.messageRuns = new MessageRuns(catalogs, id -> byId.getIfPresent(id) != null, new SteadyClock());
    }

    /** @param shared by the processes of which one at a time makes a pass of a kind */
    public void setStore(StateStore shared) {
        store = shared;
    }

    /** @param millis after which a run ends early, or 0 */
    public void setDeadline(long millis) {
        deadline = Duration.ofMillis(millis);
    }

    /** @param millis that a run may spend waiting before calls are repeated, all in all */
    public void setRetryBudget(long millis) {
        retryBudget = Duration.ofMillis(millis);
    }

    /** @param endpoint through which the process that a message comes from, this one or another, is told of its delivery; blank for none */
    public void setResults(String endpoint) {
        deliveredElsewhere = !endpoint.isBlank();
    }

    /** @param millis how long a run waits for the next of these results */
    public void setResultsWait(long millis) {
        patience = Duration.ofMillis(millis);
    }

    /** Ctrl-C must not wait for an account that takes an hour. */
    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onContextStopping(CamelContext told) {
                stopping = true;
                passesUnderWay()
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
        } else if (!isOnlyOne(pass)) {
            underWay.remove(pass.kind());
            pass.skip();
        }
        return pass;
    }

    /** Over all processes that share the state. Without knowing that, nothing is written. */
    private boolean isOnlyOne(Pass pass) {
        if (store == null || !pass.kind().writes()) {
            return true;
        }
        String kind = pass.kind().label();
        try {
            Optional<Hold> hold = store.tryHold(kind + " run");
            hold.ifPresent(held -> holds.put(pass, held));
            if (hold.isEmpty()) {
                LOG.info(
                        "The last {} run is still going in another process{}; this one is skipped.",
                        kind,
                        store.holder(kind + " run").replaceFirst("^(.+)$", " ($1)"));
            }
            return hold.isPresent();
        } catch (StateUnavailableException unknown) {
            LOG.error("No {} run is begun: {}", kind, unknown.getMessage());
            return false;
        }
    }

    /** Whether the pass goes on, because no other of its kind is under way. */
    public boolean isBegun(Pass pass) {
        return !pass.isSkipped();
    }

    /** Whether what the pass is about is dealt with: delivered, or kept as a dead letter. */
    public boolean isSettled(Pass pass) {
        return pass.isSettled();
    }

    /**
     * @param work workflows, or what belongs to one each
     * @return what the pass does, account by account
     */
    public List<AccountWork> accounts(Pass pass, List<? extends InWorkflow> work) {
        pass.goesThrough(work.size());
        return IntStream.range(0, work.size())
                .mapToObj(place -> new AccountWork(
                        pass, place, work.get(place), UUID.randomUUID().toString()))
                .toList();
    }

    /** The workflow, or what belongs to it, that the pass works on. */
    public InWorkflow work(@Body AccountWork account) {
        return account.work();
    }

    /** Whether the pass may begin with another account: not once the process is told to stop. */
    public boolean isGoingOn(@Body AccountWork account) {
        if (stopping) {
            account.pass().interrupt();
        }
        return !stopping;
    }

    /** Whether the pass delivers dead letters again, and reads nothing from Stitch. */
    public boolean isReplay(Pass pass) {
        return pass.kind() == Pass.Kind.REPLAY;
    }

    /** Ends a run, of which all is done but to tell of it. What was read of its catalog is let go: the pass may have many more. */
    public void end(@Variable("run") Run run) {
        run.life().end();
        catalogs.close(run);
    }

    /**
     * A pass over one account, which another process shares out and tells of. It does not count among those of this process.
     *
     * @param kind as {@link Pass.Kind#label} gives it
     */
    Pass takeOver(String kind) {
        Instant start = lastTaken.accumulateAndGet(
                clock.instant(), (before, now) -> now.isAfter(before.plusMillis(1)) ? now : before.plusMillis(1));
        Pass pass = new Pass(Pass.Kind.of(kind), start);
        taken.add(pass);
        return pass;
    }

    /** How many lineage messages of the runs under way are still to be delivered, here or elsewhere. */
    public long outstandingDeliveries() {
        return passesUnderWay().stream()
                .flatMap(pass -> pass.runs().stream())
                .mapToLong(run -> run.life().deliveries().outstanding())
                .sum();
    }

    /** How many accounts that are shared out are still to be told of. */
    public long outstandingAccounts() {
        return underWay.values().stream()
                .filter(Pass::isSharedOut)
                .mapToLong(pass -> pass.accounts() - pass.accountsDone())
                .sum();
    }

    /** @return a run for an account of a pass that another process works on, and tells of */
    Run shareOut(AccountWork account) {
        Run run = new Run(
                account.run(),
                account.pass().kind(),
                account.work().workflow(),
                new RunTime(account.pass().clock(), Duration.ZERO, retryBudget));
        run.counts().closeLogs();
        account.pass().add(account.place(), run);
        byId.put(run.id(), run);
        if (stopping) {
            run.life().interrupt();
        }
        return run;
    }

    /** @return the pass under way that the run belongs to */
    Optional<Pass> passOf(Run run) {
        return passesUnderWay().stream()
                .filter(pass -> pass.runs().contains(run))
                .findFirst();
    }

    boolean isStopping() {
        return stopping;
    }

    /** Ends a pass whose summary has been written. */
    public void finish(Pass pass) {
        pass.finish();
        Optional.ofNullable(holds.remove(pass)).ifPresent(Hold::close);
        boolean isOwn = !taken.remove(pass);
        if (isOwn) {
            underWay.remove(pass.kind());
            last.put(pass.kind(), pass);
        }
        pass.runs().forEach(run -> {
            catalogs.close(run);
            // each holds all that is missing and has failed
            if (isWanted(run)) {
                byId.invalidate(run.id());
            }
        });
        if (isOwn) {
            listeners.forEach(listener -> listener.accept(pass));
        }
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
        return passOf(run).isPresent();
    }

    /** How far the runs under way have come: of each pass the accounts that are at work now, or else the last one. */
    public List<RunProgress> progress() {
        return passesUnderWay().stream().flatMap(Runs::progress).toList();
    }

    private static Stream<RunProgress> progress(Pass pass) {
        List<Run> runs = pass.runs();
        if (pass.isSharedOut()) {
            return runs.stream()
                    .filter(run -> !run.life().hasEnded())
                    .map(run -> pass.elsewhere().get(run.id()))
                    .filter(Objects::nonNull);
        }
        List<Run> atWork = runs.stream().filter(run -> !run.life().hasEnded()).toList();
        List<Run> shown = atWork.isEmpty() && !runs.isEmpty() ? List.of(runs.get(runs.size() - 1)) : atWork;
        return shown.stream().map(run -> RunProgress.of(pass, run, pass.clock().instant()));
    }

    /** The passes under way, with those over one account that another process shares out. */
    public List<Pass> passesUnderWay() {
        return Stream.concat(underWay.values().stream(), taken.stream()).toList();
    }

    /** @return a new run for an account of a pass */
    public Run start(@Body AccountWork account) {
        Pass pass = account.pass();
        Workflow workflow = account.work().workflow();
        Run run = fenced(
                pass, new Run(account.run(), pass.kind(), workflow, new RunTime(pass.clock(), deadline, retryBudget)));
        if (pass.isPrinted()) {
            run.counts().closeLogs();
        }
        pass.add(account.place(), run);
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

    private Run fenced(Pass pass, Run run) {
        Hold hold = holds.getOrDefault(pass, Hold.OWN);
        return hold == Hold.OWN ? run : run.within(new PassFence(hold, run.life()));
    }

    /**
     * @return the run that a lineage message belongs to; where another process made the message, or replays it, one that is
     *         rebuilt from the message and the settings; where its process is told of the delivery, one for this message alone
     * @throws io.github.stitchopenmetadata.workflow.ConfigurationException if no workflow here has the service of the message
     */
    public Run of(LineageMessage message) {
        Workflow workflow = workflows.of(message.service());
        if (deliveredElsewhere) {
            return underWay(messageRuns.enter(message.runId(), workflow));
        }
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
        messageRuns.leave(run);
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
    public void handOver(@Body LineageMessage message, @Variable("run") Run run) {
        run.life().handedOver(message);
    }

    /** A lineage message has been dealt with, well or not: its run here knows it, and one for the message alone has ended. */
    public void acknowledge(Run run, LineageMessage message) {
        if (deliveredElsewhere) {
            leave(run);
        } else {
            run.life().acknowledged(message);
        }
    }

    /** Whether the delivery was broken off because the state is not there that the processes share: a while later it may be. */
    public boolean lacksState(@Variable("run") Run run) {
        return run.life().lacksState() && !stopping;
    }

    /** @throws BrokenOffException if the message is not to be acknowledged, because its delivery was broken off */
    public void ensureNotBrokenOff(Run run, LineageMessage message) throws BrokenOffException {
        if (run.life().isBrokenOff()) {
            String what = OneLine.of(message.source().name() + ": the delivery was broken off, "
                    + run.life().brokenOff() + "; the broker gives the message again");
            LOG.info(what);
            throw new BrokenOffException(what);
        }
    }

    /** Whether messages are still to be delivered, and the run has time for that. */
    public boolean isDelivering(@Variable("run") Run run) {
        return run.life().isDelivering(deliveredElsewhere ? patience : Duration.ZERO);
    }

    /** @return the run of this id, if it is one of this process and has not ended */
    Optional<Run> underWay(String id) {
        return Optional.ofNullable(byId.getIfPresent(id))
                .filter(run -> !run.life().hasEnded());
    }

    /** Pipelines were made for the run by another process. */
    void made(Run run, Iterable<JsonNode> sources) {
        Catalog catalog = catalogs.of(run);
        if (catalog != null) {
            sources.forEach(source -> {
                if (source.path("change").asText().equals("created")) {
                    catalog.made(catalog.pipelineFqn(source.path("name").asText()));
                }
            });
        }
    }

    /**
     * As {@link #messageUnread}, where it could not be kept either.
     *
     * @throws BrokenOffException where the broker has it still, and gives it again
     */
    public void messageNotKept(String what) throws BrokenOffException {
        messageUnread(what);
        if (deliveredElsewhere) {
            throw new BrokenOffException(what);
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
}
