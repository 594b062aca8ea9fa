package io.github.stitchopenmetadata.run;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.catalog.Catalog;
import io.github.stitchopenmetadata.catalog.Delivery;
import io.github.stitchopenmetadata.catalog.EdgeWrite;
import io.github.stitchopenmetadata.catalog.EdgesInto;
import io.github.stitchopenmetadata.catalog.KnownPipeline;
import io.github.stitchopenmetadata.catalog.PipelineStatus;
import io.github.stitchopenmetadata.catalog.RegisteredTable;
import io.github.stitchopenmetadata.catalog.Retirements;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Explanation;
import io.github.stitchopenmetadata.http.OneLine;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.stitch.JobsLimitException;
import io.github.stitchopenmetadata.stitch.Source;
import io.github.stitchopenmetadata.stitch.Stream;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the book of runs for the routes: begins and ends them, and writes down what happens in between. */
public final class Runs implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Clock clock = Clock.systemUTC();
    private final Map<Pass.Kind, Pass> underWay = new ConcurrentHashMap<>();
    private final Map<Pass.Kind, Pass> last = new ConcurrentHashMap<>();
    /**
     * Runs by id. They outlive their pass, so that messages of a run that was stopped are let go when they leave the queue;
     * a message from another process brings an id that is new here.
     */
    private final Cache<String, Run> byId = Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(12)).maximumSize(1000).build();
    private final List<Consumer<Pass>> listeners = new CopyOnWriteArrayList<>();
    private CamelContext camelContext;

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
        LOG.info("The last {} run is still going; this one is skipped.", kind.name().toLowerCase(java.util.Locale.ROOT));
        return null;
    }

    public void finish(Pass pass) {
        underWay.remove(pass.kind());
        last.put(pass.kind(), pass);
        pass.runs().forEach(run -> run.connected(null));
        Summary.of(pass, clock.instant()).forEach(LOG::info);
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

    public Run start(Pass pass, Workflow workflow) {
        Run run = new Run(workflow);
        pass.add(run);
        byId.put(run.id(), run);
        workflow.warnings().forEach(LOG::warn);
        return run;
    }

    /** The run that a lineage message belongs to, also where another process made the message. */
    public Run of(LineageMessage message, Workflow workflow) {
        return byId.get(message.runId(), id -> new Run(id, workflow));
    }

    public boolean isWanted(Run run) {
        return run.stopped() == null;
    }

    public boolean isUnconnected(Run run) {
        return run.catalog() == null;
    }

    public Catalog catalog(Run run) {
        return run.catalog();
    }

    /** @throws RunStoppedException if nothing should be called for this run any more */
    public void ensureWanted(Run run) throws RunStoppedException {
        if (run.stopped() != null) {
            throw new RunStoppedException(run.stopped());
        }
    }

    /** A misspelt name must not pass in silence: all its edges would be missing. */
    public void databaseServiceUnknown(Run run, String name) {
        LOG.warn("{}: dbServiceNames names {}, but OpenMetadata has no database service of that name; edges to its tables will be missing",
                run.workflow().file(), OneLine.of(name));
    }

    public void connected(Run run, Catalog catalog) {
        run.connected(catalog);
    }

    /** The configuration cannot be used: no workflow is started. */
    public void configurationRefused(Pass pass, Exception cause) {
        pass.configurationRefused(cause instanceof ConfigurationException configuration
                ? configuration.problems()
                : List.of(Explanation.of(cause)));
    }

    /** Before the first write: whatever keeps the run from connecting ends it. */
    public void connectionRefused(Run run, Exception cause) {
        run.refuse(Explanation.of(cause));
    }

    public void sourcePresent(Run run, Source source) {
        run.present(source.name());
    }

    /** Whether pipelines may be deleted: never where sources may have been overlooked. */
    public boolean mayRetire(Run run) {
        return run.stopped() == null && run.isAccountRead() && run.workflow().pipelineMetadata().markDeletedPipelines();
    }

    /** The names of the sources that are to have a pipeline. */
    public Set<String> present(Run run) {
        return run.present();
    }

    public void retirementDecided(Run run, Retirements.Retirement decision) {
        if (decision.withheld() != null) {
            run.note(decision.withheld());
        }
    }

    public void pipelineDeleted(Run run) {
        run.count(Run.Count.PIPELINES_DELETED);
    }

    public void pipelineNotDeleted(Run run, KnownPipeline pipeline, Exception cause) {
        failed(run, "deleting the pipeline " + pipeline.name(), cause);
    }

    /** @param source null where it could not even be read */
    public void sourceFailed(Run run, Source source, Exception cause) {
        if (source == null) {
            run.accountUnread();
        }
        failed(run, source == null ? "a source" : source.title(), cause);
    }

    public void streamFailed(Run run, Source source, Stream stream, Exception cause) {
        failed(run, source.title() + " stream " + stream.name(), cause);
    }

    public void messageParked(Run run) {
        run.count(Run.Count.PARKED);
    }

    /** Loud, because now only the next run keeps the message from being lost. */
    public void parkingFailed(Run run, LineageMessage message, Exception cause) {
        String why = "not parked either, check parking.directory: " + cause;
        LOG.error("{}: {}", OneLine.of(message.source().name()), OneLine.of(why));
        run.failed(OneLine.of(message.source().name()), OneLine.of(why));
    }

    /** The run of a replay that delivers to a workflow's server; it begins with the first message. */
    public Run replaying(Pass pass, Workflow workflow) {
        return pass.runs().stream().filter(run -> run.workflow().serviceName().equals(workflow.serviceName())).findFirst()
                .orElseGet(() -> start(pass, workflow));
    }

    /** A parked file that cannot be read stays where it is. */
    public void fileRefused(Pass pass, Exception cause) {
        pass.fileRefused(Explanation.of(cause));
    }

    public void messageFailed(Run run, LineageMessage message, Exception cause) {
        failed(run, message.source().name(), cause);
    }

    public void edgesFailed(Run run, EdgesInto into, Exception cause) {
        into.failed(cause);
        failed(run, into.title(), cause);
    }

    public void edgeFailed(Run run, EdgesInto into, EdgeWrite edge, Exception cause) {
        into.failed(cause);
        failed(run, into.title(edge), cause);
    }

    public void tagsFailed(Run run, LineageMessage message, Exception cause) {
        failed(run, "tags of " + message.source().name(), cause);
    }

    public void registrationFailed(Run run, Delivery delivery, Exception cause) {
        delivery.failed(cause);
        failed(run, "tables of " + delivery.message().source().name(), cause);
    }

    public void tableFailed(Run run, Delivery delivery, RegisteredTable table, Exception cause) {
        delivery.failed(cause);
        failed(run, delivery.message().source().name() + " stream " + table.stream(), cause);
    }

    public void statusFailed(Run run, PipelineStatus status, Exception cause) {
        failed(run, "run status of " + status.pipelineFqn(), cause);
    }

    /** The limit of Stitch is used up: not a failure, the next run goes on. */
    public void statusLeft(Run run, String left, JobsLimitException limit) {
        run.leave(left + ": " + limit.getMessage() + "; the next run goes on there");
    }

    /** A refused token ends the run at once: nothing else can work with it. */
    public void stopIfRefused(Run run, CallFailedException failure) {
        if (failure.isRefused()) {
            run.refuse(failure.getMessage());
        }
    }

    /** Writes a failure down, unless it only follows from the run having been stopped. */
    public void failed(Run run, String what, Exception cause) {
        if (run.stopped() == null) {
            run.failed(OneLine.of(what), Explanation.of(cause));
        }
    }

    public void sourceRead(Run run) {
        run.count(Run.Count.SOURCES);
    }

    public void sourceLeftOut(Run run) {
        run.count(Run.Count.SOURCES_LEFT_OUT);
    }

    public void handOver(Run run) {
        run.deliveries().handOver();
    }

    public void settle(Run run) {
        run.deliveries().settle();
    }

    /** Waits until all that was handed over is settled. */
    public void awaitDeliveries(Run run) throws InterruptedException {
        run.deliveries().await();
    }

    public void resolved(Run run, Delivery delivery) {
        run.missing(delivery.missing());
        run.count(Run.Count.COLUMNS_LINKED, delivery.edges().stream().mapToLong(edge -> edge.columns().size()).sum());
        run.droppedColumns().addAll(delivery.dropped());
    }

    public void pipelineUnchanged(Run run, Delivery delivery) {
        run.count(Run.Count.PIPELINES_UNCHANGED);
        delivery.edges().forEach(edge -> run.count(Run.Count.EDGES_UNCHANGED));
    }

    public void pipelineKept(Run run) {
        run.count(Run.Count.PIPELINES_KEPT);
    }

    public void pipelineDelivered(Run run, Delivery delivery) {
        run.count(delivery.known() == null ? Run.Count.PIPELINES_CREATED : Run.Count.PIPELINES_UPDATED);
    }

    public void tableRegistered(Run run) {
        run.count(Run.Count.TABLES_REGISTERED);
    }

    /** @param writes what is about to be written; the other wanted edges are there already */
    public void edgesCompared(Run run, EdgesInto into, List<EdgeWrite> writes) {
        run.count(Run.Count.EDGES_UNCHANGED, into.wanted().size() - writes.stream().filter(write -> write.kind() == EdgeWrite.Kind.DRAW).count());
    }

    public void edgeWritten(Run run, EdgeWrite write) {
        run.count(write.kind() == EdgeWrite.Kind.DRAW ? Run.Count.EDGES_DRAWN : Run.Count.EDGES_REMOVED);
    }

    public void statusDelivered(Run run) {
        run.count(Run.Count.STATUSES);
    }

    public void statusUnchanged(Run run) {
        run.count(Run.Count.STATUSES_UNCHANGED);
    }
}
