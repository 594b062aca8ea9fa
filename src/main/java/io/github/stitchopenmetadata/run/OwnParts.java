package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.lineage.Extraction;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.SourceParts;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process receives and delivers by itself: parts wait in its memory and in a file, and which extractions were delivered is kept
 * with each pass. Thread-safe.
 */
final class OwnParts implements PartsBook {

    static final String FILE = "delivered.json";

    /** In milliseconds: a process that only delivers has no passes that end. */
    private static final long KEPT_EVERY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ReceivedParts.class);
    private static final TypeReference<Map<String, Map<String, String>>> TEXTS = new TypeReference<>() {};

    /** A preview delivers nothing, and takes nothing from a run under way. */
    private record Key(String service, String source, boolean preview) {}

    /**
     * @param run   that the parts were received in
     * @param since when the last of them came, in milliseconds
     */
    private record Waiting(SourceParts parts, Run run, long since) {}

    /** @param complete whether all of it arrived */
    private record Delivered(Extraction extraction, long sourceId, boolean complete) {}

    private final StateStore store;
    private final Runs runs;
    private final Clock clock;
    private final Map<Key, Waiting> waiting = new HashMap<>();
    private final Map<Key, Delivered> delivered = new HashMap<>();
    private boolean read;
    private boolean changed;
    private long kept;
    private long patience = PATIENCE;

    /** @param runs after each of whose passes it is kept what was delivered */
    OwnParts(StateStore store, Runs runs, Clock clock) {
        this.store = store;
        this.runs = runs;
        this.clock = clock;
        runs.whenFinished(pass -> keep());
    }

    /** Of what was delivered, here or by others who share the store, and of what waits for more. */
    @Override
    public synchronized Instant latest() {
        Stream<Extraction> here = Stream.concat(
                delivered.values().stream().map(Delivered::extraction),
                waiting.values().stream().map(each -> each.parts().extraction()));
        Stream<Extraction> kept = stored().values().stream()
                .flatMap(sources -> sources.values().stream())
                .map(Extraction::parse);
        return Stream.concat(here, kept)
                .map(Extraction::at)
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private Map<String, Map<String, String>> stored() {
        return Objects.requireNonNullElse(store.read(FILE, TEXTS), Map.of());
    }

    @Override
    public void setPatience(long millis) {
        patience = millis;
    }

    @Override
    public synchronized SourceParts receive(LineageMessage message, Run run) throws IOException {
        Key key = key(message, run);
        Waiting before = waiting.get(key);
        if (isOutdated(key, message)
                || before != null
                        && message.extraction().isBefore(before.parts().extraction())) {
            PartsBook.passOver(message, PartsBook.OLDER, run);
            return null;
        }
        if (before != null && before.parts().extraction().isBefore(message.extraction())) {
            waiting.remove(key);
            PartsBook.passOver(before.parts().header(), before.parts().lack() + PartsBook.LATER_CAME, run);
            before.parts().close();
            before = null;
        }
        if (message.part().isOnly()) {
            return SourceParts.of(message);
        }
        if (run.kind() != Pass.Kind.REPLAY && isDelivered(key, message)) {
            return null;
        }
        SourceParts parts = before == null ? SourceParts.awaiting(message, store) : before.parts();
        waiting.put(key, new Waiting(parts, run, clock.millis()));
        parts.add(message);
        if (parts.isComplete()) {
            waiting.remove(key);
            return parts;
        }
        return null;
    }

    @Override
    public synchronized List<SourceParts> incomplete(Run run) {
        List<SourceParts> incomplete = new ArrayList<>();
        waiting.values().removeIf(each -> {
            boolean here = each.run().equals(run);
            if (here) {
                incomplete.add(each.parts());
            }
            return here;
        });
        return incomplete;
    }

    @Override
    public synchronized List<Run> overdue() {
        Map<Run, Long> last = new HashMap<>();
        waiting.values().forEach(each -> last.merge(each.run(), each.since(), Math::max));
        last.entrySet().removeIf(each -> each.getValue() + patience > clock.millis() || runs.isUnderWay(each.getKey()));
        waiting.values().removeIf(each -> {
            boolean givenUp = each.parts().isComplete() && last.containsKey(each.run());
            if (givenUp) {
                LOG.warn(
                        "{} was not delivered, and nobody hands it over again",
                        OneLine.of(each.parts().header().source().name()));
                PartsBook.closeLate(each.parts());
            }
            return givenUp;
        });
        waiting.values().stream()
                .filter(each -> last.containsKey(each.run()))
                .forEach(each -> LOG.warn(
                        "{}: {}, and none has come for {} s (lineage.parts.wait)",
                        OneLine.of(each.parts().header().source().name()),
                        each.parts().lack(),
                        (clock.millis() - each.since()) / 1000));
        return List.copyOf(last.keySet());
    }

    @Override
    public synchronized Run begin(SourceParts parts, Run run) {
        LineageMessage header = parts.header();
        Key key = key(header, run);
        Delivered before = delivered(key);
        if (isOutdated(key, header)) {
            throw PartsBook.outdated();
        }
        if (before != null
                && before.extraction().equals(parts.extraction())
                && before.sourceId() != 0
                && before.sourceId() != header.source().id()) {
            throw PartsBook.sameName(before.sourceId(), header.source().id());
        }
        deliver(key, new Delivered(parts.extraction(), header.source().id(), false), run);
        return run;
    }

    @Override
    public synchronized void end(SourceResult result, Run run) throws IOException {
        Key key = key(result.parts().header(), run);
        if (result.failure() == null) {
            deliver(
                    key,
                    new Delivered(
                            result.parts().extraction(),
                            result.parts().header().source().id(),
                            true),
                    run);
        }
        if (PartsBook.isToBeTriedAgain(result, run)) {
            waiting.putIfAbsent(key, new Waiting(result.parts(), run, clock.millis()));
        } else {
            result.parts().close();
        }
        if (clock.millis() - kept > KEPT_EVERY) {
            keep();
        }
    }

    private void deliver(Key key, Delivered now, Run run) {
        if (!run.isPreview()) {
            delivered.put(key, now);
            changed = true;
        }
    }

    private boolean isOutdated(Key key, LineageMessage message) {
        Delivered last = delivered(key);
        return last != null && message.extraction().isBefore(last.extraction());
    }

    private boolean isDelivered(Key key, LineageMessage message) {
        Delivered last = delivered(key);
        return last != null && last.complete() && last.extraction().equals(message.extraction());
    }

    private static Key key(LineageMessage message, Run run) {
        return new Key(message.service(), message.source().name(), run.isPreview());
    }

    private Delivered delivered(Key key) {
        if (!read) {
            read = true;
            store.locked(this::stored)
                    .forEach((service, sources) -> sources.forEach((source, text) -> delivered.put(
                            new Key(service, source, false), new Delivered(Extraction.parse(text), 0, false))));
        }
        return delivered.get(key);
    }

    /** Together with what other processes keep. */
    private synchronized void keep() {
        if (changed) {
            changed = false;
            kept = clock.millis();
            store.locked(() -> {
                Map<String, Map<String, String>> all = new TreeMap<>(stored());
                delivered.forEach((key, last) -> all.computeIfAbsent(key.service(), service -> new TreeMap<>())
                        .merge(
                                key.source(),
                                last.extraction().toString(),
                                (one, other) -> Extraction.parse(one).isBefore(Extraction.parse(other)) ? other : one));
                all.values().forEach(this::forget);
                delivered.keySet().removeIf(key -> !all.get(key.service()).containsKey(key.source()));
                store.write(FILE, all);
                return null;
            });
        }
    }

    /**
     * @param sources of one service, with what was delivered of each; one from a clock that runs ahead says nothing of the age of
     *                the others
     */
    private void forget(Map<String, String> sources) {
        Instant now = clock.instant();
        sources.values().stream()
                .map(text -> Extraction.parse(text).at())
                .filter(at -> !at.isAfter(now))
                .max(Comparator.naturalOrder())
                .map(newest -> newest.minus(FORGOTTEN_AFTER))
                .ifPresent(oldest -> sources.values()
                        .removeIf(text -> Extraction.parse(text).at().isBefore(oldest)));
    }
}
