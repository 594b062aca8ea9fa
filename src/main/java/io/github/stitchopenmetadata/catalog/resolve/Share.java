package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.register.SourceEnd;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The streams of a source whose edges are found together, with all their fields. Of the others the plan holds what they claim.
 * Not thread-safe.
 */
public final class Share {

    private final Shares source;
    private final List<Stream> streams;
    private final Map<Stream, Stream> tasks;
    private final SourceEnd end;
    private Resolution resolution;

    /** @param tasks for each stream what the plan holds of it */
    Share(Shares source, List<Stream> streams, Map<Stream, Stream> tasks) {
        this.source = source;
        this.streams = streams;
        this.tasks = tasks;
        this.end = source.plan().end().share(tasks);
    }

    /** A whole source. */
    public static Share whole(Plan plan) {
        return new Shares(plan).of(plan.message().streams());
    }

    public Plan plan() {
        return source.plan();
    }

    /** What stands at the source end of the edges of these streams. */
    public SourceEnd end() {
        return end;
    }

    Shares source() {
        return source;
    }

    List<Stream> streams() {
        return streams;
    }

    /** What the plan holds of a stream of this share. */
    Stream task(Stream stream) {
        return tasks.get(stream);
    }

    /** What a stream of this share is read from. */
    Place place(Stream stream) {
        return end.place(stream).orElseGet(() -> plan().sources().get(task(stream)));
    }

    /** The streams of the source that are not in this share, as the plan holds them. */
    List<Stream> others() {
        List<Stream> all = plan().message().streams();
        if (all.size() == streams.size()) {
            return List.of();
        }
        Map<Stream, Stream> here = new IdentityHashMap<>();
        tasks.values().forEach(task -> here.put(task, task));
        return all.stream().filter(task -> !here.containsKey(task)).toList();
    }

    /** What was found, where it was kept; else null. */
    Resolution resolution() {
        return resolution;
    }

    /** A source with one share is asked for it twice, and small enough to be kept. */
    void keep(Resolution found) {
        if (streams.size() == plan().message().streams().size()) {
            resolution = found;
        }
    }
}
