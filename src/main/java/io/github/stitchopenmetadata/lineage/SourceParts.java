package io.github.stitchopenmetadata.lineage;

import io.github.stitchopenmetadata.lineage.LineageMessage.DeselectedStream;
import io.github.stitchopenmetadata.lineage.LineageMessage.Part;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.state.Spill;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneAtATime;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What has come of one extraction of one source: the only message, or the parts so far, in whatever order. Several parts wait in
 * a file, so that no more than a share of the source is held in memory, whatever its size. Thread-safe.
 */
public final class SourceParts implements OneAtATime, Closeable {

    /** How many fields the streams have that are delivered together. */
    private static final int FIELDS = 5_000;

    private final LineageMessage header;
    private final LineageMessage only;
    private final StateStore store;
    private final TreeMap<Integer, Long> places = new TreeMap<>();
    private Spill spill;
    private int of;
    private int tail;
    private int streams;
    private String contradiction;

    private SourceParts(LineageMessage first, StateStore store) {
        this.header = first.header();
        this.only = first.part().isOnly() ? first : null;
        this.store = store;
        this.streams = first.part().isOnly() ? first.streams().size() : 0;
    }

    /** A source that came as one message. */
    public static SourceParts of(LineageMessage only) {
        return new SourceParts(only, null);
    }

    /** The extraction that a part belongs to, still without it. */
    public static SourceParts awaiting(LineageMessage part, StateStore store) {
        return new SourceParts(part, store);
    }

    /** The source without its streams. */
    public LineageMessage header() {
        return header;
    }

    /** How many streams are selected, as far as that has come. */
    public synchronized int streams() {
        return streams;
    }

    public Extraction extraction() {
        return header.extraction();
    }

    /** Whether the source comes in several parts. */
    public boolean isDivided() {
        return only == null;
    }

    /** All that come in parts share a key: of large sources one is delivered at a time, because each holds all its tasks. */
    @Override
    public String correlationKey() {
        return isDivided()
                ? "in parts"
                : header.service() + "\n" + header.source().name();
    }

    /**
     * Adds a part; one that is there already is passed over.
     *
     * @throws IOException if it cannot be put aside
     */
    public synchronized void add(LineageMessage message) throws IOException {
        Part part = message.part();
        if (places.containsKey(part.number())) {
            return;
        }
        if (message.source().id() != header.source().id()) {
            contradiction = "the sources " + header.source().id() + " and "
                    + message.source().id() + " have the same name";
        } else if (of > 0 && part.of() > 0 && part.of() != of) {
            contradiction = "one part says that there are " + of + ", another that there are " + part.of();
        }
        of = Math.max(of, part.of());
        tail = Math.max(tail, part.tail());
        if (spill == null) {
            spill = store.spill();
        }
        streams += message.tasks().stream().filter(task -> !task.continues()).count();
        places.put(part.number(), spill.append(Json.bytes(message)));
        if (of > 0 && places.lastKey() > of) {
            contradiction = "there is a part " + places.lastKey() + " of " + of;
        }
    }

    /** Whether all of it has come. */
    public synchronized boolean isComplete() {
        return !isDivided() || contradiction == null && of > 0 && places.size() == of;
    }

    /** Whether all tasks have come, so that the pipeline can be written and what there is of streams can be delivered. */
    public synchronized boolean hasTasks() {
        return !isDivided()
                || contradiction == null
                        && of > 0
                        && tail > 0
                        && places.tailMap(of - tail, false).size() == tail;
    }

    /** Room for what is too much for the memory because the source is; null for a source that came as one message. */
    public synchronized Spill aside() {
        return spill;
    }

    /** What is missing, for people; "" where it is complete. */
    public synchronized String lack() {
        if (isComplete()) {
            return "";
        }
        if (contradiction != null) {
            return "the parts of the message contradict each other: " + contradiction;
        }
        return of == 0
                ? "parts of the message are missing: " + places.size()
                        + " have come, and none of them tells how many there are"
                : of - places.size() + " of " + of + " parts of the message are missing";
    }

    /** The messages that have come, by their numbers; each is read when its turn comes. */
    public synchronized Iterable<LineageMessage> messages() {
        if (!isDivided()) {
            return List.of(only);
        }
        return reading(List.copyOf(places.keySet()));
    }

    /** The source with all its streams, each at least with what all shares must know of it. */
    public LineageMessage outline() {
        if (!isDivided()) {
            return only;
        }
        List<Stream> tasks = new ArrayList<>();
        List<DeselectedStream> deselected = new ArrayList<>();
        Joined joined = new Joined();
        for (LineageMessage message : reading(tail())) {
            message.tasks().stream().map(joined::with).filter(Objects::nonNull).forEach(tasks::add);
            deselected.addAll(message.deselectedStreams());
        }
        joined.ensureEnded();
        return header.with(Part.ONLY, tasks, null, deselected);
    }

    /** The streams that have come with all their fields, a bounded share after the other; at least one, if an empty one. */
    public Iterable<List<Stream>> shares() {
        if (!isDivided()) {
            return List.of(only.streams());
        }
        return Shares::new;
    }

    private synchronized List<Integer> tail() {
        return IntStream.rangeClosed(of - tail + 1, of).boxed().toList();
    }

    private Iterable<LineageMessage> reading(List<Integer> numbers) {
        return () -> numbers.stream().map(this::read).iterator();
    }

    private LineageMessage read(int number) {
        try {
            Spill file;
            long place;
            synchronized (this) {
                file = spill;
                place = places.get(number);
            }
            return Json.MAPPER.readValue(file.read(place), LineageMessage.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (spill != null) {
            spill.close();
        }
    }

    /** Puts streams together that were divided by their fields. */
    private static final class Joined {

        private Stream begun;

        /** @return the stream, or null where more of it is to come */
        private Stream with(Stream next) {
            Stream stream = begun == null ? next : begun.and(next);
            begun = stream.continues() ? stream : null;
            return begun == null ? stream : null;
        }

        /** What was begun is not to be gone on with, because there is a gap. */
        private void letGo() {
            begun = null;
        }

        private void ensureEnded() {
            if (begun != null) {
                throw cut(begun);
            }
        }

        private static IllegalArgumentException cut(Stream stream) {
            return new IllegalArgumentException("lineage message: the stream " + stream.name() + " is cut");
        }
    }

    private final class Shares implements Iterator<List<Stream>> {

        private final Iterator<Integer> numbers;
        private Iterator<Stream> slices = Collections.emptyIterator();
        private int before;
        private final Joined joined = new Joined();
        private final boolean complete = isComplete();
        private List<Stream> next;

        private Shares() {
            synchronized (SourceParts.this) {
                numbers = List.copyOf(places.keySet()).iterator();
            }
            next = read(true);
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public List<Stream> next() {
            if (next == null) {
                throw new NoSuchElementException();
            }
            List<Stream> share = next;
            next = read(false);
            return share;
        }

        /** False for a stream of which some fields stand in a part that did not come. */
        private boolean isWhole(Stream stream) {
            boolean whole = stream.fieldCount() == 0
                    || stream.fieldCount()
                            == stream.fields().size()
                                    + stream.deselectedFields().size();
            if (!whole && complete) {
                throw Joined.cut(stream);
            }
            return whole;
        }

        private List<Stream> read(boolean first) {
            List<Stream> share = new ArrayList<>();
            int fields = 0;
            while (fields < FIELDS && (slices.hasNext() || nextPart())) {
                if (slices.hasNext()) {
                    Stream slice = slices.next();
                    fields += slice.fields().size();
                    Stream stream = joined.with(slice);
                    if (stream != null && isWhole(stream)) {
                        share.add(stream);
                    }
                }
            }
            boolean ended = !slices.hasNext() && !numbers.hasNext();
            if (ended && complete) {
                joined.ensureEnded();
            }
            return first || !share.isEmpty() || !ended ? share : null;
        }

        private boolean nextPart() {
            if (!numbers.hasNext()) {
                return false;
            }
            int number = numbers.next();
            if (number != before + 1) {
                joined.letGo();
            }
            before = number;
            slices = SourceParts.this.read(number).streams().iterator();
            return true;
        }
    }
}
