package io.github.stitchopenmetadata.lineage;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * All that is delivered for one source, in Stitch's terms and without anything of the catalog's: what stands between
 * extraction and delivery. Its JSON form is a contract, {@code lineage-message.schema.json}.
 *
 * @param version     of the contract, {@link #VERSION}
 * @param runId       the run that made it
 * @param service     the name of the pipeline service, which leads to the OpenMetadata server and its token
 * @param extractedAt ISO-8601
 * @param destination null where Stitch does not tell which destination the source loads into
 * @param partial     true where something may be missing that could not be read: streams, the destination, the protocol
 * @param streams     the selected ones
 * @param deselectedStreams the others: what they left in the destination is theirs
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record LineageMessage(
        int version,
        String runId,
        String service,
        String extractedAt,
        Source source,
        Destination destination,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean partial,
        List<Stream> streams,
        List<DeselectedStream> deselectedStreams) {

    public static final int VERSION = 1;

    public LineageMessage {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "lineage message: version " + version + " is not " + VERSION + ", the only one known here");
        }
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(source, "source");
        streams = streams == null ? List.of() : List.copyOf(streams);
        deselectedStreams = deselectedStreams == null ? List.of() : List.copyOf(deselectedStreams);
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
            String problem) {

        public Stream {
            Objects.requireNonNull(name, "stream.name");
            keys = keys == null ? List.of() : List.copyOf(keys);
            fields = fields == null ? List.of() : List.copyOf(fields);
            deselectedFields = deselectedFields == null ? List.of() : List.copyOf(deselectedFields);
        }

        /** The same stream with what is known of its loads. */
        public Stream withLoaded(Boolean known) {
            return new Stream(
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
                    known,
                    problem);
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

        public Field {
            Objects.requireNonNull(name, "field.name");
            types = types == null ? List.of() : List.copyOf(types);
            fields = fields == null ? List.of() : List.copyOf(fields);
        }
    }
}
