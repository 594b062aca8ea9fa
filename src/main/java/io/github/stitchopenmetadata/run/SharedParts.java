package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.lineage.Extraction;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.state.DeliveryTable;
import io.github.stitchopenmetadata.state.JdbcState;
import io.github.stitchopenmetadata.state.PartTable;
import io.github.stitchopenmetadata.state.SourceKey;
import io.github.stitchopenmetadata.state.StateUnavailableException;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What several processes receive and deliver together: parts wait in the database until their source was delivered, whichever process
 * takes which. The one that takes the last part delivers the source, with the parts in a file of its own. Which process has a source, and
 * which extraction was delivered last, says its row; no clock of a process decides anything. Thread-safe.
 */
final class SharedParts implements PartsBook {

    /** A delivery that is begun so often without an end ends or hangs each process that takes it. */
    static final int MOST_BEGUN = 5;

    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(SharedParts.class);

    private final JdbcState store;
    private final Runs runs;
    private final DeliveryTable deliveries;
    private final PartTable parts;
    /** What this process was given because it waited too long, by run. */
    private final Map<Run, List<SourceParts>> taken = new ConcurrentHashMap<>();
    /** Of which sources parts came here, by runs under way here: those of a replay are of the runs that extracted them. */
    private final Map<Run, Set<SourceKey>> received = new ConcurrentHashMap<>();

    private volatile long patience = PATIENCE;
    private volatile long forgotten = System.nanoTime() - FORGET_EVERY.toNanos();

    SharedParts(JdbcState store, Runs runs) {
        this.store = store;
        this.runs = runs;
        this.deliveries = new DeliveryTable(store.database());
        this.parts = new PartTable(store.database());
        runs.whenFinished(pass -> {
            pass.runs().forEach(received::remove);
            forget();
        });
    }

    @Override
    public Instant latest() {
        return deliveries.latest();
    }

    @Override
    public void setPatience(long millis) {
        patience = millis;
    }

    @Override
    public SourceParts receive(LineageMessage message, Run run) throws IOException {
        SourceKey key = key(message);
        boolean ready = parts.alone(key, connection -> isReady(key, message, run));
        if (!ready) {
            if (!message.part().isOnly() && runs.isUnderWay(run)) {
                received.computeIfAbsent(run, each -> ConcurrentHashMap.newKeySet())
                        .add(key);
            }
            return null;
        }
        return message.part().isOnly() ? SourceParts.of(message) : gathered(key);
    }

    private boolean isReady(SourceKey key, LineageMessage message, Run run) {
        Optional<DeliveryTable.Row> last = deliveries.row(key);
        if (last.filter(row -> row.isAfter(key)).isPresent() || parts.isLaterThere(key)) {
            passOver(message, run);
            return false;
        }
        for (SourceKey before : parts.earlier(key)) {
            tellLost(before, run);
            parts.remove(before);
        }
        if (message.part().isOnly()) {
            return true;
        }
        if (run.kind() != Pass.Kind.REPLAY
                && last.filter(row -> row.isOf(key) && row.complete()).isPresent()) {
            return false;
        }
        return parts.add(key, message.part().number(), message.part().of(), Json.bytes(message));
    }

    private static void passOver(LineageMessage message, Run run) {
        PartsBook.passOver(message, OLDER, run);
    }

    private void tellLost(SourceKey before, Run run) {
        try (SourceParts lost = gathered(before)) {
            String lack = lost.lack();
            PartsBook.passOver(lost.header(), (lack.isEmpty() ? "it was not delivered" : lack) + LATER_CAME, run);
        } catch (IOException | RuntimeException unreadable) {
            LOG.warn("{}: parts are passed over: {}", OneLine.of(before.source()), Explanation.of(unreadable));
        }
    }

    /** Brings the parts into a file of this process. */
    private SourceParts gathered(SourceKey key) throws IOException {
        SourceParts gathered = null;
        for (int number : parts.numbers(key)) {
            byte[] json = parts.read(key, number);
            if (json != null) {
                LineageMessage message = Json.MAPPER.readValue(json, LineageMessage.class);
                gathered = gathered == null ? SourceParts.awaiting(message, store) : gathered;
                gathered.add(message);
            }
        }
        if (gathered == null) {
            throw new IllegalStateException("the parts are gone: a later extraction has come, or they were delivered");
        }
        return gathered;
    }

    /** While messages are still outstanding, what is missing may be on its way to another process. */
    @Override
    public List<SourceParts> incomplete(Run run) {
        List<SourceParts> all =
                new ArrayList<>(Optional.ofNullable(taken.remove(run)).orElse(List.of()));
        if (!runs.isUnderWay(run) || !run.life().deliveries().areDone()) {
            return all;
        }
        try {
            Set<SourceKey> keys = new LinkedHashSet<>(parts.incomplete(run.id()));
            Optional.ofNullable(received.remove(run)).stream()
                    .flatMap(Set::stream)
                    .filter(parts::isIncomplete)
                    .forEach(keys::add);
            keys.forEach(key -> gather(key).ifPresent(all::add));
        } catch (StateUnavailableException unavailable) {
            run.problems().failed("parts of sources", Explanation.of(unavailable));
        }
        return all;
    }

    @Override
    public List<Run> overdue() {
        for (SourceKey key : parts.takeOverdue(Duration.ofMillis(patience))) {
            gather(key).ifPresent(source -> {
                String name = OneLine.of(source.header().source().name());
                String lack = source.isComplete() ? "was not delivered" : source.lack();
                LOG.warn("{}: {}, and nothing has come for {} s (lineage.parts.wait)", name, lack, patience / 1000);
                try {
                    taken.computeIfAbsent(runs.of(source.header()), run -> new ArrayList<>())
                            .add(source);
                } catch (ConfigurationException | IllegalArgumentException foreign) {
                    LOG.warn("{} was not delivered, and nobody hands it over again: {}", name, Explanation.of(foreign));
                    parts.remove(key);
                    PartsBook.closeLate(source);
                }
            });
        }
        forget();
        return List.copyOf(taken.keySet());
    }

    private Optional<SourceParts> gather(SourceKey key) {
        try {
            return Optional.of(gathered(key));
        } catch (IOException | IllegalStateException unreadable) {
            LOG.warn("{}: its parts cannot be read: {}", OneLine.of(key.source()), Explanation.of(unreadable));
            return Optional.empty();
        }
    }

    @Override
    public Run begin(SourceParts source, Run run) {
        LineageMessage header = source.header();
        SourceKey key = key(header);
        String holder = UUID.randomUUID().toString();
        if (!deliveries.begin(key, header.source().id(), holder, MOST_BEGUN)) {
            throw refusal(key, header);
        }
        return run.within(new DeliveryFence(deliveries, key, holder));
    }

    private IllegalStateException refusal(SourceKey key, LineageMessage header) {
        DeliveryTable.Row row = deliveries.row(key).orElseThrow();
        if (row.isOf(key) && row.sourceId() != header.source().id()) {
            return PartsBook.sameName(row.sourceId(), header.source().id());
        }
        return row.isOf(key)
                ? new IllegalStateException("its delivery was begun " + row.begun()
                        + " times without an end: it ends or hangs each process that takes it, or takes longer than the broker waits"
                        + " (max.poll.interval.ms)")
                : PartsBook.outdated();
    }

    /** Parts of a delivery that was broken off stay for who takes its message next. */
    @Override
    public void end(SourceResult result, Run run) throws IOException, DeliveryTakenException {
        SourceParts source = result.parts();
        try (source) {
            if (run.fence() instanceof DeliveryFence fence) {
                fence.end(result.failure() == null);
            }
            if (source.isDivided()
                    && !PartsBook.isToBeTriedAgain(result, run)
                    && !run.life().isInterrupted()) {
                parts.remove(key(source.header()));
            }
        }
    }

    private void forget() {
        if (System.nanoTime() - forgotten > FORGET_EVERY.toNanos()) {
            forgotten = System.nanoTime();
            deliveries.forget(FORGOTTEN_AFTER);
            parts.forget(FORGOTTEN_AFTER);
        }
    }

    private static SourceKey key(LineageMessage message) {
        Extraction extraction = message.extraction();
        return new SourceKey(message.service(), message.source().name(), extraction.at(), extraction.runId());
    }
}
