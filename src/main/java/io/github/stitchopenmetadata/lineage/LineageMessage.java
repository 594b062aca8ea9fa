package io.github.stitchopenmetadata.lineage;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is delivered for one source, all of it or a part, in Stitch's terms and without anything of the catalog's: what stands
 * between extraction and delivery. Its JSON form is a contract, {@code lineage-message.schema.json}.
 *
 * @param version     of the contract, {@link #VERSION}; a message of {@link #WITHOUT_PARTS} is read as the only part
 * @param runId       the run that made it
 * @param service     the name of the pipeline service, which leads to the OpenMetadata server and its token; {@code NAME@SERVER} where
 *                    another server that the account is delivered to has the name alone
 * @param extractedAt ISO-8601, when the run began to read its sources; with the run it is the identity of the extraction
 * @param part        which part of the extraction it is
 * @param destination null where Stitch does not tell which destination the source loads into
 * @param partial     true where something may be missing that could not be read: streams, the destination, the protocol
 * @param streams     the selected ones, or some of them
 * @param tasks       the selected ones, or some of them, once more where the source comes in several parts: each with no more
 *                    than delivery must know of it to deliver the others
 * @param deselectedStreams the others: what they left in the destination is theirs
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LineageMessage(
        int version,
        String runId,
        String service,
        String extractedAt,
        Part part,
        Source source,
        Destination destination,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean partial,
        List<Stream> streams,
        List<Stream> tasks,
        List<DeselectedStream> deselectedStreams) {

    public static final int VERSION = 2;

    /** A source was one message then. */
    public static final int WITHOUT_PARTS = 1;

    public LineageMessage {
        if (version != VERSION && version != WITHOUT_PARTS) {
            throw new IllegalArgumentException("lineage message: version " + version + " is neither " + WITHOUT_PARTS
                    + " nor " + VERSION + ", the ones known here");
        }
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(source, "source");
        if (version == WITHOUT_PARTS) {
            version = VERSION;
            part = Part.ONLY;
            // people could have such a message in their hands without these
            runId = Objects.requireNonNullElse(runId, "");
            extractedAt = Extraction.time(extractedAt).toString();
        }
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(runId, "runId");
        Instant.parse(Objects.requireNonNull(extractedAt, "extractedAt"));
        streams = streams == null ? List.of() : List.copyOf(streams);
        tasks = tasks == null ? List.of() : List.copyOf(tasks);
        deselectedStreams = deselectedStreams == null ? List.of() : List.copyOf(deselectedStreams);
    }

    /** A source as one message. */
    public LineageMessage(
            int version,
            String runId,
            String service,
            String extractedAt,
            Source source,
            Destination destination,
            boolean partial,
            List<Stream> streams,
            List<DeselectedStream> deselectedStreams) {
        this(
                version,
                runId,
                service,
                extractedAt,
                Part.ONLY,
                source,
                destination,
                partial,
                streams,
                null,
                deselectedStreams);
    }

    /** The same source with a share of what is delivered for it. */
    LineageMessage with(Part which, List<Stream> some, List<Stream> someTasks, List<DeselectedStream> someDeselected) {
        return new LineageMessage(
                version,
                runId,
                service,
                extractedAt,
                which,
                source,
                destination,
                partial,
                some,
                someTasks,
                someDeselected);
    }

    /** The same message for another place: {@code NAME} or {@code NAME@SERVER}. */
    public LineageMessage to(String otherService) {
        return new LineageMessage(
                version,
                runId,
                otherService,
                extractedAt,
                part,
                source,
                destination,
                partial,
                streams,
                tasks,
                deselectedStreams);
    }

    /** The source without any of its streams. */
    LineageMessage header() {
        return with(Part.ONLY, null, null, null);
    }

    /** The same without its streams, tasks and claims: what tells it from other messages. */
    public LineageMessage envelope() {
        return with(part, null, null, null);
    }

    /** Whose extraction it is of. */
    public Extraction extraction() {
        return Extraction.of(extractedAt, runId);
    }

    /**
     * @param number from 1
     * @param of     how many parts there are, 0 where that is not known yet
     * @param tail   how many of them, at the end, hold the tasks and the de-selected streams; these know how many there are
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Part(int number, int of, @JsonInclude(JsonInclude.Include.NON_DEFAULT) int tail) {

        public static final Part ONLY = new Part(1, 1, 0);

        public Part {
            if (number < 1 || of < 0 || of > 0 && number > of || tail < 0 || tail > of) {
                throw new IllegalArgumentException(
                        "lineage message: part " + number + " of " + of + " with " + tail + " at the end");
            }
        }

        @JsonIgnore
        public boolean isOnly() {
            return of == 1;
        }
    }

    /**
     * @param name      of the pipeline, and of the schema in the destination
     * @param protocol  the underlying connector where it is known and tells more than the type
     * @param url       its page in the Stitch web app
     * @param active    false while paused, by a user or by Stitch
     * @param startDate ISO-8601
     * @param schedule  a cron expression
     * @param options   the properties that decide on names in the destination
     * @param connectionFailing whether the last connection check failed, null where that is not known
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Source(
            long id,
            String name,
            @JsonInclude(JsonInclude.Include.NON_NULL) String displayName,
            @JsonInclude(JsonInclude.Include.NON_NULL) String type,
            String protocol,
            String url,
            boolean active,
            boolean configured,
            String startDate,
            String schedule,
            Map<String, String> options,
            Boolean connectionFailing) {

        public Source {
            Objects.requireNonNull(name, "source.name");
            options = options == null ? Map.of() : Map.copyOf(options);
        }
    }

    /** @param properties those that say where in the warehouse the data lies, such as {@code database} */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Destination(
            long id,
            @JsonInclude(JsonInclude.Include.NON_NULL) String type,
            String name,
            Map<String, String> properties) {

        public Destination {
            properties = properties == null ? Map.of() : Map.copyOf(properties);
        }
    }

    /**
     * @param database          of the source table, {@code database-name}
     * @param schema            of the source table, {@code schema-name}
     * @param replicationMethod {@code FULL_TABLE}, {@code INCREMENTAL}, {@code LOG_BASED}, or null
     * @param keys              the primary key
     * @param fields            the replicated ones
     * @param deselectedFields  the others, without those inside them: what they left in the destination is theirs
     * @param loaded            whether it was loaded in the last 60 days, null where that is not known
     * @param problem           why the fields could not be read, null when they were
     * @param fieldCount        how many fields the stream has, where not all of them stand here; 0 where they do
     * @param continues         whether more of its fields follow, with the stream that comes next
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stream(
            long id,
            String tapStreamId,
            String name,
            String database,
            String schema,
            boolean view,
            String replicationMethod,
            String replicationKey,
            List<String> keys,
            List<Field> fields,
            List<Field> deselectedFields,
            Boolean loaded,
            String problem,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int fieldCount,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean continues) {

        public Stream {
            Objects.requireNonNull(name, "stream.name");
            // a source may have many streams, which differ little in these
            database = interned(database);
            schema = interned(schema);
            replicationMethod = interned(replicationMethod);
            replicationKey = interned(replicationKey);
            keys = keys == null ? List.of() : keys.stream().map(String::intern).toList();
            fields = fields == null ? List.of() : List.copyOf(fields);
            deselectedFields = deselectedFields == null ? List.of() : List.copyOf(deselectedFields);
        }

        /** A stream with all its fields. */
        public Stream(
                long id,
                String tapStreamId,
                String name,
                String database,
                String schema,
                boolean view,
                String replicationMethod,
                String replicationKey,
                List<String> keys,
                List<Field> fields,
                List<Field> deselectedFields,
                Boolean loaded,
                String problem) {
            this(
                    id,
                    tapStreamId,
                    name,
                    database,
                    schema,
                    view,
                    replicationMethod,
                    replicationKey,
                    keys,
                    fields,
                    deselectedFields,
                    loaded,
                    problem,
                    0,
                    false);
        }

        private static String interned(String text) {
            return text == null ? null : text.intern();
        }

        /** What tells it from the other streams of its source. */
        public record Key(long id, String tapStreamId, String name, String database, String schema) {}

        public Key key() {
            return new Key(id, tapStreamId, name, database, schema);
        }

        /** Whether Stitch tells its fields. */
        @JsonIgnore
        public boolean isDescribed() {
            return fieldCount > 0 || !fields.isEmpty() || !deselectedFields.isEmpty();
        }

        /** The same stream with what is known of its loads. */
        public Stream withLoaded(Boolean known) {
            return copy(replicationKey, keys, fields, deselectedFields, known, problem, fieldCount, continues);
        }

        /** The same stream with some of its fields. */
        Stream slice(List<Field> some, List<Field> someDeselected, boolean more) {
            int count = fieldCount > 0 ? fieldCount : fields.size() + deselectedFields.size();
            return copy(replicationKey, keys, some, someDeselected, loaded, problem, count, more);
        }

        /** The same stream, whose fields cannot be told. */
        Stream without(String why) {
            return copy(replicationKey, keys, List.of(), List.of(), loaded, why, 0, false);
        }

        /** As a task: with the fields only that may have become tables, whose names are no other stream's then. */
        Stream task() {
            return copy(
                    null,
                    List.of(),
                    Field.nested(fields),
                    Field.nested(deselectedFields),
                    loaded,
                    problem,
                    fields.size() + deselectedFields.size(),
                    false);
        }

        /**
         * @param next what follows it
         * @throws IllegalArgumentException if that does not continue it
         */
        Stream and(Stream next) {
            if (!continues || !next.key().equals(key())) {
                throw new IllegalArgumentException("lineage message: the stream " + name + " is cut");
            }
            return slice(joined(fields, next.fields), joined(deselectedFields, next.deselectedFields), next.continues);
        }

        private Stream copy(
                String itsKey,
                List<String> itsKeys,
                List<Field> itsFields,
                List<Field> itsDeselectedFields,
                Boolean known,
                String why,
                int count,
                boolean more) {
            return new Stream(
                    id,
                    tapStreamId,
                    name,
                    database,
                    schema,
                    view,
                    replicationMethod,
                    itsKey,
                    itsKeys,
                    itsFields,
                    itsDeselectedFields,
                    known,
                    why,
                    count,
                    more);
        }

        private static List<Field> joined(List<Field> first, List<Field> second) {
            return java.util.stream.Stream.concat(first.stream(), second.stream())
                    .toList();
        }
    }

    /**
     * A stream that is not replicated, whether it once was or not.
     *
     * @param database of the source table
     * @param schema   of the source table
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DeselectedStream(String name, String database, String schema) {

        public DeselectedStream {
            Objects.requireNonNull(name, "deselectedStream.name");
        }
    }

    /**
     * @param types   JSON types without {@code null}
     * @param format  such as {@code date-time}
     * @param sqlType the column type in a source database
     * @param fields  those inside an object, or inside the objects of an array
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Field(String name, List<String> types, String format, String sqlType, List<Field> fields) {

        private static final Set<String> PLAIN = Set.of("string", "integer", "number", "boolean");
        private static final List<String> NESTED_SQL_TYPES =
                List.of("json", "hstore", "array", "[]", "variant", "super");

        public Field {
            Objects.requireNonNull(name, "field.name");
            types = types == null ? List.of() : List.copyOf(types);
            fields = fields == null ? List.of() : List.copyOf(fields);
        }

        /** Whether the column type is one of the source database's for objects and arrays. */
        @JsonIgnore
        public boolean hasNestedSqlType() {
            if (sqlType == null) {
                return false;
            }
            // for each field of each stream, so without a Stream
            String lower = sqlType.toLowerCase(Locale.ROOT);
            for (String nested : NESTED_SQL_TYPES) {
                if (lower.contains(nested)) {
                    return true;
                }
            }
            return false;
        }

        private boolean isPlain() {
            return fields.isEmpty() && !types.isEmpty() && PLAIN.containsAll(types) && !hasNestedSqlType();
        }

        /** Those whose values may be objects or arrays, at all depths. */
        static List<Field> nested(List<Field> all) {
            return all.stream()
                    .filter(field -> !field.isPlain())
                    // without its fields, one without types would be one that is not described
                    .map(field -> field.types.isEmpty()
                            ? field
                            : new Field(field.name, field.types, field.format, field.sqlType, nested(field.fields)))
                    .toList();
        }
    }
}
