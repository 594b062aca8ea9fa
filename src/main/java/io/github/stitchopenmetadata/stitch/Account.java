package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.lineage.PresentSources;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** A Stitch account as one run reads it: its sources and destinations, and what became known of them. Thread-safe. */
public final class Account implements Iterable<SourceExtraction> {

    private final Sources sources;
    private final LoadedStreams loaded = new LoadedStreams();
    private final Set<String> kept = ConcurrentHashMap.newKeySet();
    private volatile boolean complete = true;
    private volatile Instant extractedAt = Instant.now();
    private volatile List<Destination> destinations = List.of();
    private volatile List<String> strangeDestinations = List.of();
    private volatile boolean lacksDestinations;

    /**
     * @param answer of {@code GET /v4/sources}
     * @throws InvalidAnswerException if it is no array
     */
    public Account(JsonNode answer) {
        if (!answer.isArray()) {
            throw new InvalidAnswerException(
                    "/v4/sources: expected an array of sources, got " + InvalidAnswerException.shape(answer));
        }
        sources = Sources.of(answer);
    }

    public Sources sources() {
        return sources;
    }

    public List<Destination> destinations() {
        return destinations;
    }

    /** What Stitch lists among the destinations and is none, each in a sentence. */
    List<String> strangeDestinations() {
        return strangeDestinations;
    }

    void destinations(List<Destination> all, List<String> strange) {
        strangeDestinations = strange;
        destinations = all;
    }

    void destinationsUnread() {
        lacksDestinations = true;
    }

    /** Whether a later run may get to know where the sources load into. */
    boolean lacksDestinations() {
        return lacksDestinations;
    }

    /** When the reading of the sources began. */
    Instant extractedAt() {
        return extractedAt;
    }

    void extractedAt(Instant time) {
        extractedAt = time;
    }

    /** Which streams were loaded lately, as far as that was read. */
    public LoadedStreams loaded() {
        return loaded;
    }

    /** The account's number, which the addresses of extractions and loads hold; 0 where no source tells it. */
    public long clientId() {
        return sources.clientId();
    }

    /** @param source that is to have a pipeline */
    void keep(Source source) {
        kept.add(source.name());
    }

    /** A source could not be read: it may be one that is to have a pipeline. */
    public void sourceUnread() {
        complete = false;
    }

    /** The sources that are to have a pipeline, once all have been read. */
    PresentSources present() {
        return new PresentSources(kept, complete);
    }

    /** One extraction for each source, made when its turn comes. */
    @Override
    public Iterator<SourceExtraction> iterator() {
        return StreamSupport.stream(sources.spliterator(), false)
                .map(listed -> new SourceExtraction(this, listed))
                .iterator();
    }
}
