package io.github.stitchopenmetadata.catalog.resolve;

import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.AMBIGUOUS;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.DESTINATION_TABLE_NOT_IN_CATALOG;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.DESTINATION_TYPE_UNSUPPORTED;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.NO_DESTINATION;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.NO_SOURCE_TABLE;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.SOURCE_SERVICE_UNKNOWN;
import static io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason.SOURCE_TABLE_NOT_IN_CATALOG;

import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.MissingEdge.Reason;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.Schema;
import io.github.stitchopenmetadata.catalog.model.SchemaFilter;
import io.github.stitchopenmetadata.catalog.resolve.ChosenServices.Choice;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.naming.SourceKind;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.naming.Spelling;
import io.github.stitchopenmetadata.naming.StreamName;
import io.github.stitchopenmetadata.naming.TableLocation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the schemas of one lineage message among those of the database services that the workflow names. */
final class Places {

    /** OpenMetadata's usual name for the database of a system that has none; a service may set another. */
    private static final String NO_DATABASE_LEVEL = "default";

    private final LoadingRules rules;
    private final Catalog catalog;
    private final LineageMessage message;
    private final SourceRules source;
    private final Choice chosenSource;
    private final Choice chosenDestination;
    private final Map<TableLocation, Place> found = new HashMap<>();
    private final Set<TableLocation> locations = new HashSet<>();

    Places(LoadingRules rules, Catalog catalog, ChosenServices chosen, LineageMessage message) {
        this.rules = rules;
        this.catalog = catalog;
        this.message = message;
        this.source = rules.source(message.source().type(), message.source().protocol());
        this.chosenSource = chosen.source(message.source().name(), catalog.databaseServices());
        this.chosenDestination = chosen.destination(catalog.databaseServices());
        message.streams().forEach(stream -> locations.add(location(StreamNames.of(stream))));
        message.deselectedStreams().forEach(stream -> locations.add(location(StreamNames.of(stream))));
    }

    /** Whether the source has tables in the catalog: it is a database, or an application that is catalogued like one. */
    boolean hasSourceTables() {
        return source.kind() == SourceKind.DATABASE
                || isUnknownDatabase()
                || chosenSource != null
                || hasSourceService();
    }

    /** Whether the streams lie in a database of which neither the rules nor Stitch tell the kind. */
    private boolean isUnknownDatabase() {
        return !source.isListed() && message.streams().stream().anyMatch(stream -> stream.database() != null);
    }

    Place destination() {
        LineageMessage.Destination destination = message.destination();
        if (destination == null) {
            return Place.missing(NO_DESTINATION, "Stitch names no destination for this source");
        }
        Optional<DestinationRules> known = rules.destination(destination.type());
        if (known.isEmpty() || !known.get().supported()) {
            return Place.missing(
                    DESTINATION_TYPE_UNSUPPORTED,
                    "destination type " + destination.type()
                            + known.flatMap(DestinationRules::unsupportedReason)
                                    .map(why -> ": " + why)
                                    .orElse(""));
        }
        DestinationRules type = known.get();
        String database =
                type.databaseProperty().map(destination.properties()::get).orElse(null);
        List<String> names =
                type.schemas(message.source().name(), message.source().displayName());
        Search search = new Search(chosenDestination, type.serviceTypes(), database, names);
        return search.only(ChosenServices.DESTINATION, search.exact(), search.ignoringCase())
                .orElseGet(() -> search.missing(DESTINATION_TABLE_NOT_IN_CATALOG));
    }

    /** The location of a stream's own table in OpenMetadata's words. */
    TableLocation location(StreamName stream) {
        return source.location(stream, message.source().options());
    }

    Place source(LineageMessage.Stream stream) {
        if (!hasSourceTables()) {
            return Place.missing(
                    NO_SOURCE_TABLE, "source type " + message.source().type());
        }
        if (chosenSource == null && !hasSourceService()) {
            return Place.missing(
                    SOURCE_SERVICE_UNKNOWN,
                    isUnknownDatabase()
                            ? "nothing tells which database the source type "
                                    + message.source().type() + " is for; name the service in " + ChosenServices.SOURCE
                                    + message.source().name()
                            : "no service of type " + String.join(" or ", source.serviceTypes())
                                    + " among dbServiceNames");
        }
        return found.computeIfAbsent(location(StreamNames.of(stream)), this::source);
    }

    private boolean hasSourceService() {
        return catalog.databaseServices().stream()
                .anyMatch(service -> source.serviceTypes().contains(service.type()));
    }

    private Place source(TableLocation location) {
        if (location.schema().isEmpty() && source.kind() == SourceKind.DATABASE) {
            return Place.missing(SOURCE_TABLE_NOT_IN_CATALOG, "Stitch does not tell the schema of this stream");
        }
        String database = location.database()
                .filter(name -> !name.equals(NO_DATABASE_LEVEL))
                .orElse(null);
        Search search = new Search(
                chosenSource,
                source.serviceTypes(),
                database,
                location.schema().map(List::of).orElse(List.of()));
        List<Schema> near = search.ignoringCase();
        if (near.size() == 1 && search.exact().isEmpty() && isAnothers(near.get(0), location)) {
            return search.missing(SOURCE_TABLE_NOT_IN_CATALOG);
        }
        return search.only(ChosenServices.SOURCE + message.source().name(), search.exact(), near)
                .orElseGet(() -> search.missing(SOURCE_TABLE_NOT_IN_CATALOG));
    }

    /** Whether streams stand in a schema whose name differs from that of the location in case only. */
    private boolean isAnothers(Schema schema, TableLocation location) {
        return locations.stream()
                .filter(other -> !other.equals(location))
                .anyMatch(other -> isIgnoringCase(other.schema(), schema.name())
                        && isIgnoringCase(other.database(), location.database().orElse("")));
    }

    private static boolean isIgnoringCase(Optional<String> name, String other) {
        return Spelling.ignoringCase(name.orElse("")).equals(Spelling.ignoringCase(other));
    }

    /**
     * A search for the schema of one end.
     *
     * @param choice   made by the user, or null
     * @param database null for any
     * @param names    of the schema; none for any
     */
    private final class Search {
        private final Choice choice;
        private final List<String> serviceTypes;
        private final String database;
        private final List<String> names;

        private Search(Choice choice, List<String> serviceTypes, String database, List<String> names) {
            this.choice = choice;
            this.serviceTypes = serviceTypes;
            this.database = choice == null || choice.database() == null ? database : choice.database();
            this.names = names;
        }

        private List<Schema> exact() {
            return ignoringCase().stream()
                    .filter(schema -> names.isEmpty()
                            || names.stream().map(Spelling::of).anyMatch(Spelling.of(schema.name())::equals))
                    .filter(schema -> database == null || Spelling.of(database).equals(Spelling.of(schema.database())))
                    .toList();
        }

        private List<Schema> ignoringCase() {
            SchemaFilter filter =
                    choice == null ? new SchemaFilter(serviceTypes, null) : new SchemaFilter(null, choice.service());
            List<Schema> named = names.isEmpty()
                    ? catalog.schemas(filter).items()
                    : names.stream()
                            .flatMap(name -> catalog.schemas(filter).ignoringCase(name).stream())
                            .distinct()
                            .toList();
            return named.stream()
                    .filter(schema -> database == null || isIgnoringCase(Optional.of(database), schema.database()))
                    .toList();
        }

        /** The one schema that fits best, or that there are several; empty where there is none. */
        private Optional<Place> only(String setting, List<Schema> exact, List<Schema> ignoringCase) {
            if (choice != null && choice.unclear() != null) {
                return Optional.of(Place.missing(AMBIGUOUS, choice.unclear()));
            }
            List<Schema> fitting = exact.isEmpty() ? ignoringCase : exact;
            if (fitting.size() > 1) {
                return Optional.of(Place.missing(
                        AMBIGUOUS,
                        "schemas " + fitting.stream().map(Schema::fqn).toList()
                                + " fit equally well; name the service, and its database where it has several, in "
                                + setting));
            }
            return fitting.stream().findFirst().map(Place::at);
        }

        private Place missing(Reason reason) {
            String where = choice == null
                    ? "a service of type " + String.join(" or ", serviceTypes)
                    : choice.service() + ", which " + choice.setting() + " names; it must be among dbServiceNames";
            return Place.missing(
                    reason,
                    "no schema" + names.stream().map(name -> " " + name).collect(Collectors.joining(" or"))
                            + (database == null ? "" : " in database " + database) + " of " + where);
        }
    }
}
