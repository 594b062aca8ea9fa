package io.github.stitchopenmetadata.history;

import io.github.stitchopenmetadata.importapi.ImportAccount;
import io.github.stitchopenmetadata.importapi.ImportBatch;
import io.github.stitchopenmetadata.importapi.ImportResult;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.status.StatusDelivery;
import io.github.stitchopenmetadata.stitch.SelectedSources;
import io.github.stitchopenmetadata.text.Explanation;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes what runs tell into tables of the user's own warehouse, by a source of Stitch's Import API: for each run a row, and of edges,
 * missing edges and run status the rows that are new or changed, since Stitch bills by row. Off without a token.
 */
public final class History implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final String PREFIX = "history.";

    private final StateStore store;
    private final SelectedSources selected;
    /** Those of runs that tell of run status, by the ids of the runs. */
    private final Map<String, HistoryPush> pushes = new ConcurrentHashMap<>();

    private String source = "";
    private Set<HistoryTable> tables = EnumSet.allOf(HistoryTable.class);
    private Duration timeout = Duration.ofMinutes(1);
    private CamelContext camelContext;

    public History(StateStore store, SelectedSources selected) {
        this.store = store;
        this.selected = selected;
    }

    /** @param name of the source in Stitch that the history comes by; "" for the one whose streams are the tables of the history */
    public void setSource(String name) {
        source = name.strip();
    }

    /**
     * @param names of the tables that are pushed into, besides that of the runs
     * @throws IllegalArgumentException for one that there is not
     */
    public void setTables(String names) {
        Set<HistoryTable> some = EnumSet.of(HistoryTable.RUNS);
        Stream.of(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(HistoryTable::of)
                .forEach(some::add);
        tables = some;
    }

    /** @param millis after which no other rows of a run are pushed */
    public void setTimeout(long millis) {
        timeout = Duration.ofMillis(millis);
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Whether the run goes into the history: not one whose result is printed, and which writes nothing or takes all back. */
    public boolean isWanted(@Variable("run") Run run) {
        return isOn() && !run.kind().isPrinted();
    }

    /** Stitch tells of a run of a source, and the catalog has it. */
    public void seen(Run run, StatusDelivery status) {
        if (!isWanted(run) || status.sourceName().equals(source)) {
            return;
        }
        try {
            pushes.computeIfAbsent(run.id(), id -> push(run)).seen(status);
        } catch (RuntimeException broken) {
            // the status itself is where it belongs
            LOG.warn("The history goes without {}: {}", status.title(), Explanation.of(broken));
        }
    }

    public HistoryPush begin(@Variable("run") Run run) {
        HistoryPush push = pushes.remove(run.id());
        return push == null ? push(run) : push;
    }

    /** The run that the rows are sent for: they have time of their own, also where the run itself was stopped. */
    public Run pushing(@Variable("push") HistoryPush push) {
        return push.run().afterwards(timeout);
    }

    /** The run that the rows tell of. */
    public Run told(@Variable("push") HistoryPush push) {
        return push.run();
    }

    /** @return what the history lacks, each batch made when it is asked for */
    public Iterator<HistoryBatch> batches(@Variable("push") HistoryPush push) {
        // not by the clock, which may be set back
        long start = System.nanoTime();
        return push.batches(source, selected.key().isEmpty(), () -> System.nanoTime() - start > timeout.toNanos());
    }

    public ImportBatch rows(@Body HistoryBatch batch) {
        return new ImportBatch(
                ImportAccount.of(PREFIX, this::setting),
                batch.table().table(),
                List.of(HistoryTable.KEY),
                batch.table().schema(),
                batch.changes().stream().map(Change::row).toList());
    }

    /** What became of a batch. */
    public void pushed(HistoryPush push, HistoryBatch batch, ImportResult result) {
        push.pushed(batch, result);
    }

    /** No other batch is pushed: what was not goes with the next run. */
    public void failed(HistoryPush push, Exception cause) {
        push.failed(Explanation.of(cause));
    }

    /** Keeps what the history has now. */
    public void close(HistoryPush push) {
        push.close(Instant.now());
    }

    /** @return why nothing of a run went into the history, nor will */
    public String lost(Exception cause) {
        return "the run is not in the history: " + Explanation.of(cause);
    }

    /** What a person should know of a push, each in a sentence. */
    public List<String> notes(HistoryPush push) {
        return push.notes();
    }

    private boolean isOn() {
        return !setting(PREFIX + "token").isBlank()
                || !setting(PREFIX + "tokenFile").isBlank();
    }

    private HistoryPush push(Run run) {
        ImportAccount account = ImportAccount.of(PREFIX, this::setting);
        // not the token: that of a source may be another one any time
        String place = account.region() + " " + account.hostPort() + " " + source;
        return new HistoryPush(run, new HistoryState(store, run.workflow().key(), place, tables));
    }

    private String setting(String name) {
        return camelContext.resolvePropertyPlaceholders("{{" + name + ":}}");
    }
}
