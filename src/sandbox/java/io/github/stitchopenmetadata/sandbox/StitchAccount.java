package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The data of one Stitch account, in the shapes in which the Connect API answers it. */
public final class StitchAccount {

    private final Map<Long, JsonNode> sources;
    private final List<JsonNode> destinations;
    private final Map<Long, Long> destinationOfSource;
    private final Map<Long, Map<Long, JsonNode>> streams;
    private final Map<Long, Map<Long, Supplier<JsonNode>>> schemas;
    private final Map<Long, JsonNode> checks;
    private final List<JsonNode> extractions;
    private final List<JsonNode> loads;

    private StitchAccount(Builder builder) {
        this.sources = new LinkedHashMap<>(builder.sources);
        this.destinations = List.copyOf(builder.destinations);
        this.destinationOfSource = Map.copyOf(builder.destinationOfSource);
        this.streams = copy(builder.streams);
        this.schemas = copy(builder.schemas);
        this.checks = Map.copyOf(builder.checks);
        this.extractions = builder.extractions.stream()
                .sorted(Comparator.comparingLong(
                        extraction -> extraction.path("source_id").asLong()))
                .toList();
        this.loads = builder.loads.stream()
                .sorted(Comparator.comparing(load -> load.path("stream_name").asText()))
                .toList();
    }

    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads an account from a class path resource: an object with {@code destinations}, {@code sources} (each may
     * hold its {@code destination_id}, {@code last_connection_check} and {@code streams}, a stream its
     * {@code fields}), {@code extractions} and {@code loads}.
     */
    public static StitchAccount read(String resource) {
        return of(AccountResource.content(resource));
    }

    /** @param content what such a resource holds */
    public static StitchAccount of(JsonNode content) {
        return AccountResource.build(content);
    }

    /** Reads an account and moves its timestamps, so that its {@code as_of} becomes the given time. */
    public static StitchAccount read(String resource, Instant now) {
        JsonNode content = AccountResource.content(resource);
        return AccountResource.build(
                new TimeShift(Instant.parse(content.path("as_of").asText()), now).move(content));
    }

    /**
     * Makes up an account of any size, the same one every time: Postgres sources {@code source_0001} and so on, all
     * loaded into one Snowflake database.
     *
     * @param selectedShare how many of the streams are selected, from 0 to 1
     */
    public static StitchAccount generated(
            int sources, int streamsPerSource, int fieldsPerStream, double selectedShare) {
        return generatedFrom(1, sources, streamsPerSource, fieldsPerStream, selectedShare);
    }

    /**
     * As {@link #generated}, of another client of Stitch.
     *
     * @param first the number of the first source: accounts that have no number in common have nothing in common
     */
    public static StitchAccount generatedFrom(
            int first, int sources, int streamsPerSource, int fieldsPerStream, double selectedShare) {
        return new GeneratedAccount(first, sources, streamsPerSource, fieldsPerStream, selectedShare).account();
    }

    /** The same account, to be changed piece by piece: what is added takes the place of what has its id. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.sources.putAll(sources);
        builder.destinations.addAll(destinations);
        builder.destinationOfSource.putAll(destinationOfSource);
        builder.streams.putAll(copy(streams));
        builder.schemas.putAll(copy(schemas));
        builder.checks.putAll(checks);
        builder.extractions.addAll(extractions);
        builder.loads.addAll(loads);
        return builder;
    }

    public long clientId() {
        return sources.values().stream()
                .findFirst()
                .or(() -> destinations.stream().findFirst())
                .map(holder -> holder.path("stitch_client_id").asLong())
                .orElse(0L);
    }

    public List<JsonNode> sources() {
        return List.copyOf(sources.values());
    }

    public Optional<JsonNode> source(long sourceId) {
        return Optional.ofNullable(sources.get(sourceId));
    }

    public List<JsonNode> destinations() {
        return destinations;
    }

    /** The destination of one source: the one it was mapped to, or the only one there is. */
    public List<JsonNode> destinationsOf(long sourceId) {
        if (!sources.containsKey(sourceId)) {
            return List.of();
        }
        Long mapped = destinationOfSource.get(sourceId);
        return destinations.stream()
                .filter(destination -> mapped == null
                        ? destinations.size() == 1
                        : destination.path("id").asLong() == mapped)
                .toList();
    }

    public List<JsonNode> streams(long sourceId) {
        return List.copyOf(streams.getOrDefault(sourceId, Map.of()).values());
    }

    /** The schema of a stream, with its JSON Schema as a text; written anew on each call. */
    public Optional<JsonNode> schema(long sourceId, long streamId) {
        return Optional.ofNullable(schemas.getOrDefault(sourceId, Map.of()).get(streamId))
                .map(Supplier::get);
    }

    public Optional<JsonNode> lastConnectionCheck(long sourceId) {
        return Optional.ofNullable(checks.get(sourceId));
    }

    /** The last extraction of each source, by source id. */
    public List<JsonNode> extractions() {
        return extractions;
    }

    /** The last load of each stream, by stream name. */
    public List<JsonNode> loads() {
        return loads;
    }

    private static <T> Map<Long, Map<Long, T>> copy(Map<Long, Map<Long, T>> bySource) {
        Map<Long, Map<Long, T>> copy = new HashMap<>();
        bySource.forEach((sourceId, ofSource) -> copy.put(sourceId, new LinkedHashMap<>(ofSource)));
        return copy;
    }

    /** Collects an account piece by piece. */
    public static final class Builder {

        private final Map<Long, JsonNode> sources = new LinkedHashMap<>();
        private final List<JsonNode> destinations = new ArrayList<>();
        private final Map<Long, Long> destinationOfSource = new HashMap<>();
        private final Map<Long, Map<Long, JsonNode>> streams = new HashMap<>();
        private final Map<Long, Map<Long, Supplier<JsonNode>>> schemas = new HashMap<>();
        private final Map<Long, JsonNode> checks = new HashMap<>();
        private final List<JsonNode> extractions = new ArrayList<>();
        private final List<JsonNode> loads = new ArrayList<>();

        private Builder() {}

        public Builder addSource(JsonNode source) {
            sources.put(source.path("id").asLong(), source);
            return this;
        }

        /** Takes a source out of the list with all that belongs to it, but for its last extraction and loads. */
        public Builder removeSource(long sourceId) {
            sources.remove(sourceId);
            destinationOfSource.remove(sourceId);
            streams.remove(sourceId);
            schemas.remove(sourceId);
            checks.remove(sourceId);
            return this;
        }

        public Builder removeStream(long sourceId, long streamId) {
            streams.getOrDefault(sourceId, new HashMap<>()).remove(streamId);
            schemas.getOrDefault(sourceId, new HashMap<>()).remove(streamId);
            return this;
        }

        public Builder addDestination(JsonNode destination) {
            destinations.add(destination);
            return this;
        }

        public Builder removeDestination(long destinationId) {
            destinations.removeIf(destination -> destination.path("id").asLong() == destinationId);
            return this;
        }

        /** Says which destination a source loads into; needed only when there are several. */
        public Builder mapSource(long sourceId, long destinationId) {
            destinationOfSource.put(sourceId, destinationId);
            return this;
        }

        public Builder addStream(long sourceId, JsonNode stream, JsonNode schema) {
            return addStream(sourceId, stream, () -> schema);
        }

        /** Adds a stream whose schema is only made up when somebody asks for it. */
        public Builder addStream(long sourceId, JsonNode stream, Supplier<JsonNode> schema) {
            long streamId = stream.path("stream_id").asLong();
            streams.computeIfAbsent(sourceId, id -> new LinkedHashMap<>()).put(streamId, stream);
            schemas.computeIfAbsent(sourceId, id -> new LinkedHashMap<>()).put(streamId, schema);
            return this;
        }

        public Builder addConnectionCheck(long sourceId, JsonNode check) {
            checks.put(sourceId, check);
            return this;
        }

        public Builder addExtraction(JsonNode extraction) {
            extractions.add(extraction);
            return this;
        }

        public Builder addLoad(JsonNode load) {
            loads.add(load);
            return this;
        }

        /** The extraction takes the place of the one that its source had before. */
        public Builder replaceExtraction(JsonNode extraction) {
            extractions.removeIf(other -> other.path("source_id").equals(extraction.path("source_id")));
            return addExtraction(extraction);
        }

        /** The load takes the place of the one that its stream had before. */
        public Builder replaceLoad(JsonNode load) {
            loads.removeIf(other -> other.path("source_name").equals(load.path("source_name"))
                    && other.path("stream_name").equals(load.path("stream_name")));
            return addLoad(load);
        }

        public StitchAccount build() {
            return new StitchAccount(this);
        }
    }
}
