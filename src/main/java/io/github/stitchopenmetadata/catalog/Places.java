package io.github.stitchopenmetadata.catalog;

import static io.github.stitchopenmetadata.catalog.MissingEdge.Reason.AMBIGUOUS;
import static io.github.stitchopenmetadata.catalog.MissingEdge.Reason.DESTINATION_TABLE_NOT_IN_CATALOG;
import static io.github.stitchopenmetadata.catalog.MissingEdge.Reason.DESTINATION_TYPE_UNSUPPORTED;
import static io.github.stitchopenmetadata.catalog.MissingEdge.Reason.NO_DESTINATION;
import static io.github.stitchopenmetadata.catalog.MissingEdge.Reason.NO_SOURCE_TABLE;
import static io.github.stitchopenmetadata.catalog.MissingEdge.Reason.SOURCE_SERVICE_UNKNOWN;
import static io.github.stitchopenmetadata.catalog.MissingEdge.Reason.SOURCE_TABLE_NOT_IN_CATALOG;

import io.github.stitchopenmetadata.catalog.MissingEdge.Reason;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.naming.NameIndex;
import io.github.stitchopenmetadata.naming.NameMatch;
import io.github.stitchopenmetadata.naming.SourceKind;
import io.github.stitchopenmetadata.naming.SourceRules;
import io.github.stitchopenmetadata.naming.StreamName;
import io.github.stitchopenmetadata.naming.TableLocation;
import java.util.List;
import java.util.Optional;

/** Finds the schemas of a lineage message among those of the database services that the workflow names. */
final class Places {

    /** OpenMetadata's usual name for the database of a system that has none; a service may set another. */
    private static final String NO_DATABASE_LEVEL = "default";

    private final LoadingRules rules;
    private final Catalog catalog;
    private final ChosenServices chosen;

    Places(LoadingRules rules, Catalog catalog, ChosenServices chosen) {
        this.rules = rules;
        this.catalog = catalog;
        this.chosen = chosen;
    }

    Place destination(LineageMessage message) {
        LineageMessage.Destination destination = message.destination();
        if (destination == null) {
            return Place.missing(NO_DESTINATION, "Stitch names no destination for this source");
        }
        Optional<DestinationRules> found = rules.destination(destination.type());
        if (found.isEmpty() || !found.get().supported()) {
            return Place.missing(DESTINATION_TYPE_UNSUPPORTED, "destination type " + destination.type()
                    + found.flatMap(DestinationRules::unsupportedReason).map(why -> ": " + why).orElse(""));
        }
        DestinationRules type = found.get();
        Optional<String> database = type.databaseProperty().map(destination.properties()::get);
        List<String> names = type.schemas(message.source().name(), message.source().displayName());
        return chosen.destination()
                .map(choice -> find(choice, database, names, DESTINATION_TABLE_NOT_IN_CATALOG))
                .orElseGet(() -> find(type.serviceTypes(), database, names, DESTINATION_TABLE_NOT_IN_CATALOG));
    }

    Place source(LineageMessage.Source source, LineageMessage.Stream stream) {
        SourceRules type = rules.source(source.type(), source.protocol());
        if (type.kind() != SourceKind.DATABASE) {
            return Place.missing(NO_SOURCE_TABLE, "source type " + source.type());
        }
        Optional<ChosenServices.Choice> choice = chosen.source(source.name());
        if (choice.isEmpty() && schemas(type.serviceTypes()).isEmpty()) {
            return Place.missing(SOURCE_SERVICE_UNKNOWN, "no service of type " + String.join(" or ", type.serviceTypes()) + " among dbServiceNames");
        }
        TableLocation location = type.location(new StreamName(stream.name(), stream.database(), stream.schema()), source.options());
        if (location.schema().isEmpty()) {
            return Place.missing(SOURCE_TABLE_NOT_IN_CATALOG, "Stitch does not tell the schema of this stream");
        }
        Optional<String> database = location.database().filter(name -> !name.equals(NO_DATABASE_LEVEL));
        List<String> names = List.of(location.schema().get());
        return choice.map(made -> find(made, database, names, SOURCE_TABLE_NOT_IN_CATALOG))
                .orElseGet(() -> find(type.serviceTypes(), database, names, SOURCE_TABLE_NOT_IN_CATALOG));
    }

    private List<Schema> schemas(List<String> serviceTypes) {
        return catalog.schemas().stream().filter(schema -> serviceTypes.contains(schema.serviceType())).toList();
    }

    private Place find(ChosenServices.Choice choice, Optional<String> database, List<String> names, Reason absent) {
        List<Schema> schemas = catalog.schemas().stream().filter(choice::allows).toList();
        Optional<String> inDatabase = choice.database() == null ? database : Optional.empty();
        return find(schemas, inDatabase, names, absent, "of " + choice.service() + ", which " + choice.setting()
                + " names; it must be among dbServiceNames");
    }

    private Place find(List<String> serviceTypes, Optional<String> database, List<String> names, Reason absent) {
        return find(schemas(serviceTypes), database, names, absent, "of a service of type " + String.join(" or ", serviceTypes));
    }

    private static Place find(List<Schema> schemas, Optional<String> database, List<String> names, Reason absent, String where) {
        List<Schema> inDatabase = schemas.stream()
                .filter(schema -> database.isEmpty() || schema.database().equalsIgnoreCase(database.get())).toList();
        NameMatch<Schema> match = NameIndex.of(inDatabase, Schema::name).find(names);
        if (match instanceof NameMatch.Ambiguous<Schema> several) {
            return Place.missing(AMBIGUOUS, "schemas " + several.items().stream().map(Schema::fqn).toList() + " fit equally well");
        }
        return match.found().map(Place::at).orElseGet(() -> Place.missing(absent, "no schema " + String.join(" or ", names)
                + database.map(name -> " in database " + name).orElse("") + " " + where));
    }
}
