package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.naming.LoadNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which streams had a load in the last 60 days, as far as that was read. It is the only list that holds the streams of
 * webhooks and of the Import API.
 */
public final class LoadedStreams {

    private final Map<String, Set<String>> bySource = new HashMap<>();
    private boolean complete;

    /** @param page of loads */
    public void add(List<JsonNode> page) {
        for (JsonNode load : page) {
            if (!load.path("source_name").isTextual()
                    || !load.path("stream_name").isTextual()) {
                continue;
            }
            bySource.computeIfAbsent(load.path("source_name").asText(), source -> new TreeSet<>())
                    .add(load.path("stream_name").asText());
        }
    }

    /** All pages have been read: what is not among them was not loaded. */
    public void complete() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    /** The loaded streams of a source, by name. */
    Set<String> of(Source source) {
        return bySource.getOrDefault(source.name(), Set.of());
    }

    /**
     * @param names those that loads of the stream may bear
     * @return whether a stream was loaded, or null where that is not known
     */
    Boolean isLoaded(Source source, LoadNames.Names names) {
        Set<String> loaded = of(source);
        if (names.own().stream().anyMatch(loaded::contains)) {
            return true;
        }
        boolean perhaps = names.shared().stream().anyMatch(loaded::contains);
        return complete && !perhaps ? Boolean.FALSE : null;
    }
}
