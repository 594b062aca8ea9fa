package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.model.Catalog.DatabaseService;
import io.github.stitchopenmetadata.catalog.model.DatabaseServiceLookup;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.stitch.Destination;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the database services that a workflow names are there, and whether one of them fits where Stitch loads. */
final class ServiceChecks {

    private final CatalogCalls calls;
    private final LoadingRules rules;
    private final String destination;

    /** @param chosen the setting {@code lineage.destination}: a service that is taken whatever its type is, or "" */
    ServiceChecks(CatalogCalls calls, LoadingRules rules, String chosen) {
        this.calls = calls;
        this.rules = rules;
        this.destination = chosen;
    }

    CheckStep destinationType() {
        return CheckStep.looking((check, none) -> destinationType(check));
    }

    /** @param name as {@code dbServiceNames} has it */
    CheckStep databaseService(String name) {
        return CheckStep.asking(
                workflow -> calls.databaseService(new DatabaseServiceLookup(workflow.catalog, name)),
                (check, answer) -> found(check, name, answer));
    }

    private static void found(RunningCheck check, String name, JsonNode json) throws StepFailedException {
        if (json.isMissingNode()) {
            throw new StepFailedException(
                    "OpenMetadata has no database service " + name,
                    "Correct the name in dbServiceNames, or run the metadata ingestion that makes the service.");
        }
        check.workflow().catalog.addDatabaseService(json);
        check.found(json.path("serviceType").asText());
    }

    /** At least one of the services has to hold the tables that Stitch loads; the others may be sources. */
    private void destinationType(RunningCheck check) throws StepFailedException, StepSkippedException {
        WorkflowCheck workflow = check.workflow();
        PipelineMetadata wanted = workflow.run().workflow().pipelineMetadata();
        if (!wanted.includeLineage()) {
            throw new StepSkippedException("includeLineage is false");
        }
        if (wanted.dbServiceNames().isEmpty()) {
            throw new StepSkippedException("dbServiceNames names none, so no edge can be drawn");
        }
        if (workflow.destinations.isEmpty()) {
            throw new StepSkippedException("the account has no destination, so no edge can be drawn");
        }
        String chosen = workflow.run()
                .workflow()
                .setting("lineage.destination")
                .orElse(destination)
                .strip()
                .replaceFirst("[.].*", "");
        List<String> fits = new ArrayList<>();
        for (Destination loaded : workflow.destinations) {
            fits.add(loaded.type() + ": " + fitting(loaded, chosen, workflow.catalog.databaseServices()));
        }
        check.found(String.join("; ", fits));
    }

    private String fitting(Destination destination, String chosen, Collection<DatabaseService> services)
            throws StepFailedException {
        Optional<DestinationRules> known = rules.destination(destination.type());
        if (known.isEmpty() || !known.get().supported()) {
            return "no edges, "
                    + known.flatMap(DestinationRules::unsupportedReason).orElse("its type is not known here");
        }
        List<String> types = known.get().serviceTypes();
        List<DatabaseService> fitting = services.stream()
                .filter(service -> chosen.isEmpty()
                        ? types.contains(service.type())
                        : service.name().equals(chosen))
                .toList();
        if (fitting.isEmpty()) {
            throw new StepFailedException(
                    "Stitch loads into " + destination.type() + ", but "
                            + (chosen.isEmpty()
                                    ? "no service among dbServiceNames is of type " + String.join(" or ", types) + ": "
                                            + names(services)
                                    : "the service " + chosen + " of lineage.destination is not among dbServiceNames: "
                                            + names(services)),
                    "Add the service that holds the tables of the destination to dbServiceNames.");
        }
        return names(fitting);
    }

    private static String names(Collection<DatabaseService> services) {
        return services.isEmpty()
                ? "none was found"
                : services.stream()
                        .map(service -> service.name() + " (" + service.type() + ")")
                        .collect(Collectors.joining(", "));
    }
}
