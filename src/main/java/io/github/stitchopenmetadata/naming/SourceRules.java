package io.github.stitchopenmetadata.naming;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one type of source does to names before the destination sees them, and where its own tables stand in OpenMetadata.
 * Immutable.
 */
public final class SourceRules {
    private static final String INCLUDE_SCHEMAS = "include_schemas_in_destination_stream_name";

    private final String type;
    private final SourceFamily family;
    private final boolean listed;

    SourceRules(String type, SourceFamily family, boolean listed) {
        this.type = type;
        this.family = family;
        this.listed = listed;
    }

    /** Whether the rules name the type or its protocol; else they know no more than what most types are that begin alike. */
    public boolean isListed() {
        return listed;
    }

    public SourceKind kind() {
        return family.kind();
    }

    /** OpenMetadata database service types that may hold this source's tables; none if it has no tables in a catalog. */
    public List<String> serviceTypes() {
        return family.serviceTypes();
    }

    /**
     * Names of the stream's table before the destination's rule, likeliest first. With
     * {@code include_schemas_in_destination_stream_name} they begin with the source schema or database, joined as Stitch
     * documents and as the public taps do; the bare stream name comes last.
     *
     * <p>{@code ("orders" in schema "sales", {include_schemas…: "true"})} in, {@code ["sales__orders", "sales_orders", …,
     * "orders"]} out.
     *
     * @param properties the source's properties
     */
    public List<String> baseNames(StreamName stream, Map<String, String> properties) {
        boolean withSchemas = "true".equalsIgnoreCase(properties.get(INCLUDE_SCHEMAS))
                && !family.tablesWithSchemaNames().isEmpty();
        List<Template> templates = withSchemas ? family.tablesWithSchemaNames() : family.tables();
        List<String> names = family.streams().candidates(stream.name());
        Stream<String> filled = templates.stream()
                .flatMap(template -> names.stream().flatMap(name -> fill(template, name, stream, properties).stream()));
        return Stream.concat(filled, fileTables(stream, properties)).distinct().toList();
    }

    /** Tables that the source loads whether or not it lists streams: a webhook's, a file source's. */
    public List<String> knownTables(Map<String, String> properties) {
        return Stream.concat(family.knownTables().stream(), fileTables(properties))
                .distinct()
                .toList();
    }

    /**
     * Where the stream's own table stands in OpenMetadata: {@code default} and {@code shop} for a MySQL database "shop". Of a type
     * that the rules do not name, what Stitch tells of its streams is taken as it is.
     */
    public TableLocation location(StreamName stream, Map<String, String> properties) {
        if (!listed && family.schema().isEmpty() && stream.database() != null) {
            return stream.schema() == null
                    ? new TableLocation(Optional.empty(), Optional.of(stream.database()))
                    : new TableLocation(Optional.of(stream.database()), Optional.of(stream.schema()));
        }
        return new TableLocation(
                first(family.database(), stream, properties), first(family.schema(), stream, properties));
    }

    /** All names the source may give to a field, likeliest first: {@code "customer#id"}, {@code ["customer_id"]} for Avro. */
    public List<String> fields(String fieldName) {
        return family.fields().of(fieldName);
    }

    /** Whether the source gives values of this type as plain text, although they have a structure in the database. */
    public boolean isText(String sqlType) {
        return sqlType != null && family.textTypes().contains(sqlType.toLowerCase(Locale.ROOT));
    }

    private Optional<String> first(List<Template> templates, StreamName stream, Map<String, String> properties) {
        return templates.stream()
                .flatMap(template -> fill(template, stream.name(), stream, properties).stream())
                .findFirst();
    }

    private Optional<String> fill(Template template, String name, StreamName stream, Map<String, String> properties) {
        return template.fill(word -> switch (word) {
            case "stream" -> name;
            case "database" -> stream.database();
            case "schema" -> stream.schema();
            case "type" -> type;
            default -> properties.get(word.substring(Template.PROPERTIES.length()));
        });
    }

    private Stream<String> fileTables(StreamName stream, Map<String, String> properties) {
        NormalizedKey key = NormalizedKey.of(stream.name());
        return fileTables(properties).filter(table -> NormalizedKey.of(table).equals(key));
    }

    private Stream<String> fileTables(Map<String, String> properties) {
        return family.tablesProperty().map(properties::get).map(FileTables::names).orElse(List.of()).stream();
    }
}
