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
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.SourceKind;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.naming.StreamName;
import io.github.stitchopenmetadata.naming.TableLocation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the schemas of one lineage message among those of the database services that the workflow names. */
final class Places {

    /** OpenMetadata's usual name for the database of a system that has none; a service may set another. */
    private static final String NO_DATABASE_LEVEL = "default";

    private final LoadingRules rules;
    private final Catalog catalog;
    private final LineageMessage message;
    private final SourceRules source;
    private final Optional<Choice> chosenSource;
    private final Optional<Choice> chosenDestination;
    private final Map<TableLocation, Place> found = new HashMap<>();

    Places(LoadingRules rules, Catalog catalog, ChosenServices chosen, LineageMessage message) {
        this.rules = rules;
        this.catalog = catalog;
        this.message = message;
        this.source = rules.source(message.source().type(), message.source().protocol());
        this.chosenSource = chosen.source(message.source().name());
        this.chosenDestination = chosen.destination();
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
        return find(chosenDestination, type.serviceTypes(), database, names, DESTINATION_TABLE_NOT_IN_CATALOG);
    }

    Place source(LineageMessage.Stream stream) {
        if (source.kind() != SourceKind.DATABASE) {
            return Place.missing(
                    NO_SOURCE_TABLE, "source type " + message.source().type());
        }
        if (chosenSource.isEmpty()
                && catalog.databaseServices().stream()
                        .noneMatch(service -> source.serviceTypes().contains(service.type()))) {
            return Place.missing(
                    SOURCE_SERVICE_UNKNOWN,
                    "no service of type " + String.join(" or ", source.serviceTypes()) + " among dbServiceNames");
        }
        StreamName name = new StreamName(stream.name(), stream.database(), stream.schema());
        return found.computeIfAbsent(source.location(name, message.source().options()), this::source);
    }

    private Place source(TableLocation location) {
        if (location.schema().isEmpty()) {
            return Place.missing(SOURCE_TABLE_NOT_IN_CATALOG, "Stitch does not tell the schema of this stream");
        }
        String database = location.database()
                .filter(name -> !name.equals(NO_DATABASE_LEVEL))
                .orElse(null);
        return find(
                chosenSource,
                source.serviceTypes(),
                database,
                List.of(location.schema().get()),
                SOURCE_TABLE_NOT_IN_CATALOG);
    }

    private Place find(
            Optional<Choice> choice, List<String> serviceTypes, String database, List<String> names, Reason absent) {
        SchemaFilter filter = choice.map(made ->
                        new SchemaFilter(null, made.service(), made.database() == null ? database : made.database()))
                .orElseGet(() -> new SchemaFilter(serviceTypes, null, database));
        NameMatch<Schema> match = catalog.schemas(filter).find(names);
        if (match instanceof NameMatch.Ambiguous<Schema> several) {
            return Place.missing(
                    AMBIGUOUS,
                    "schemas " + several.items().stream().map(Schema::fqn).toList() + " fit equally well");
        }
        String where = choice.map(made ->
                        made.service() + ", which " + made.setting() + " names; it must be among dbServiceNames")
                .orElseGet(() -> "a service of type " + String.join(" or ", serviceTypes));
        return match.found()
                .map(Place::at)
                .orElseGet(() -> Place.missing(
                        absent,
                        "no schema " + String.join(" or ", names)
                                + (filter.database() == null ? "" : " in database " + filter.database()) + " of "
                                + where));
    }
}
