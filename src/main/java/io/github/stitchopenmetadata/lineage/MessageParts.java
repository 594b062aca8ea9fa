package io.github.stitchopenmetadata.lineage;

import io.github.stitchopenmetadata.lineage.LineageMessage.DeselectedStream;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Part;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.text.CountedBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Divides the streams of one source into messages of bounded size, as they come, so that no more of a source is held than one
 * message and its tasks. A source that fits is one message. Thread-safe.
 */
public final class MessageParts {

    /** What a message has besides its header and what stands in its lists: their names, brackets and commas. */
    private static final int LISTS = 100;

    private static final int COMMA = 1;
    private static final Part WIDEST = new Part(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    /** @param bytes that it takes in a list, with the comma after it */
    private record Sized(Stream stream, long bytes) {

        static Sized of(Stream stream) {
            return new Sized(stream, CountedBytes.of(stream) + COMMA);
        }
    }

    private final LineageMessage header;
    private final int bytes;
    private final long room;
    private final TreeMap<Integer, Stream> tasks = new TreeMap<>();
    private final TreeMap<Integer, Stream> whole = new TreeMap<>();
    private List<Stream> streams = new ArrayList<>();
    private long size;
    private int written;

    /** @param bytes the most that a message may have, as JSON in UTF-8 */
    MessageParts(LineageMessage source, int bytes) {
        this.header = source.header();
        this.bytes = bytes;
        this.room = bytes - LISTS - CountedBytes.of(source.with(WIDEST, null, null, null));
    }

    /**
     * @param position of the stream among those of its source
     * @return the messages that are full
     * @throws IllegalStateException if nothing fits into a message
     */
    public synchronized List<LineageMessage> add(int position, Stream stream) {
        List<LineageMessage> full = new ArrayList<>();
        Sized fitting = fitting(Sized.of(stream));
        tasks.put(position, fitting.stream().task());
        whole.put(position, fitting.stream());
        for (Sized slice : slices(fitting)) {
            if (size + slice.bytes() > room && !streams.isEmpty()) {
                full.add(next());
            }
            streams.add(slice.stream());
            size += slice.bytes();
        }
        return full;
    }

    /**
     * @param deselected all streams of the source that are not selected
     * @return the messages that are left, when all streams have been added
     */
    public synchronized List<LineageMessage> end(List<DeselectedStream> deselected) {
        long besides = deselected.stream()
                .mapToLong(each -> CountedBytes.of(each) + COMMA)
                .sum();
        if (written == 0 && size + besides <= room) {
            return List.of(header.with(Part.ONLY, List.copyOf(whole.values()), null, deselected));
        }
        List<LineageMessage> left = new ArrayList<>();
        List<Sized> all = tasks.values().stream()
                .map(Sized::of)
                .flatMap(task -> slices(task).stream())
                .toList();
        if (size + all.stream().mapToLong(Sized::bytes).sum() + besides <= room) {
            written++;
            return List.of(header.with(
                    new Part(written, written, 1),
                    streams,
                    all.stream().map(Sized::stream).toList(),
                    deselected));
        }
        if (!streams.isEmpty()) {
            left.add(next());
        }
        List<LineageMessage> tail = tail(all, deselected);
        int of = written + tail.size();
        for (LineageMessage message : tail) {
            written++;
            left.add(header.with(
                    new Part(written, of, tail.size()), null, message.tasks(), message.deselectedStreams()));
        }
        return left;
    }

    private LineageMessage next() {
        written++;
        LineageMessage message = header.with(new Part(written, 0, 0), streams, null, null);
        streams = new ArrayList<>();
        whole.clear();
        size = 0;
        return message;
    }

    private List<LineageMessage> tail(List<Sized> all, List<DeselectedStream> deselected) {
        List<LineageMessage> tail = new ArrayList<>();
        List<Stream> some = new ArrayList<>();
        List<DeselectedStream> others = new ArrayList<>();
        long taken = 0;
        for (Sized task : all) {
            if (taken + task.bytes() > room && taken > 0) {
                tail.add(header.with(Part.ONLY, null, some, others));
                some.clear();
                taken = 0;
            }
            some.add(task.stream());
            taken += task.bytes();
        }
        for (DeselectedStream each : deselected) {
            long itsSize = CountedBytes.of(each) + COMMA;
            if (taken + itsSize > room && taken > 0) {
                tail.add(header.with(Part.ONLY, null, some, others));
                some.clear();
                others.clear();
                taken = 0;
            }
            others.add(each);
            taken += itsSize;
        }
        tail.add(header.with(Part.ONLY, null, some, others));
        return tail;
    }

    /** A stream without its fields where one of them alone does not fit: its edge is reported, and it stays a task. */
    private Sized fitting(Sized whole) {
        // then it would fit together with any of its fields once more
        if (2 * whole.bytes() + 2 * LISTS <= room) {
            return whole;
        }
        Stream stream = whole.stream();
        long left = room - COMMA - CountedBytes.of(stream.slice(List.of(), List.of(), true)) - LISTS;
        if (left < 0) {
            throw new IllegalStateException("lineage.message.bytes is " + bytes + ", which the stream " + stream.name()
                    + " does not fit into even without its fields");
        }
        return java.util.stream.Stream.concat(stream.fields().stream(), stream.deselectedFields().stream())
                .filter(field -> CountedBytes.of(field) + COMMA > left)
                .findFirst()
                .map(field -> Sized.of(stream.without("the field " + field.name() + " takes " + CountedBytes.of(field)
                        + " bytes, more than a message holds; raise lineage.message.bytes, which is " + bytes)))
                .orElse(whole);
    }

    /** The stream, by its fields where it does not fit as it is. */
    private List<Sized> slices(Sized whole) {
        if (whole.bytes() <= room) {
            return List.of(whole);
        }
        Stream stream = whole.stream();
        long base = CountedBytes.of(stream.slice(List.of(), List.of(), true)) + LISTS + COMMA;
        List<Sized> slices = new ArrayList<>();
        List<Field> fields = new ArrayList<>();
        List<Field> deselected = new ArrayList<>();
        long taken = base;
        for (int i = 0; i < stream.fields().size() + stream.deselectedFields().size(); i++) {
            boolean selected = i < stream.fields().size();
            Field field = selected
                    ? stream.fields().get(i)
                    : stream.deselectedFields().get(i - stream.fields().size());
            long fieldsSize = CountedBytes.of(field) + COMMA;
            if (taken + fieldsSize > room && taken > base) {
                slices.add(Sized.of(stream.slice(fields, deselected, true)));
                fields.clear();
                deselected.clear();
                taken = base;
            }
            (selected ? fields : deselected).add(field);
            taken += fieldsSize;
        }
        slices.add(Sized.of(stream.slice(fields, deselected, false)));
        return slices;
    }
}
