package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog.DatabaseService;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.stitch.Destination;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether the database services that a workflow names are there, and whether one of them fits where Stitch loads. */
public final class ServiceChecks {

    private final LoadingRules rules;
    private final String chosen;

    /** @param chosen the setting {@code lineage.destination}: a service that is taken whatever its type is, or "" */
    public ServiceChecks(LoadingRules rules, String chosen) {
        this.rules = rules;
        this.chosen = chosen.strip().replaceFirst("[.].*", "");
    }

    /** @param json the service as the server gives it, null where it has none of that name */
    public void found(RunningCheck step, String name, JsonNode json) throws StepFailedException {
        if (json == null) {
            throw new StepFailedException(
                    "OpenMetadata has no database service " + name,
                    "Correct the name in dbServiceNames, or run the metadata ingestion that makes the service.");
        }
        step.found(json.path("serviceType").asText());
    }

    /** At least one of the services has to hold the tables that Stitch loads; the others may be sources. */
    public void destinationType(RunningCheck step) throws StepFailedException, StepSkippedException {
        WorkflowCheck checkup = step.checkup();
        if (!checkup.workflow().pipelineMetadata().includeLineage()) {
            throw new StepSkippedException("includeLineage is false");
        }
        if (checkup.workflow().pipelineMetadata().dbServiceNames().isEmpty()) {
            throw new StepSkippedException("dbServiceNames names none, so no edge can be drawn");
        }
        if (checkup.destinations.isEmpty()) {
            throw new StepSkippedException("the account has no destination, so no edge can be drawn");
        }
        List<String> fits = new ArrayList<>();
        for (Destination destination : checkup.destinations) {
            fits.add(destination.type() + ": " + fitting(destination, checkup.catalog.databaseServices()));
        }
        step.found(String.join("; ", fits));
    }

    private String fitting(Destination destination, List<DatabaseService> services) throws StepFailedException {
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

    private static String names(List<DatabaseService> services) {
        return services.isEmpty()
                ? "none was found"
                : services.stream()
                        .map(service -> service.name() + " (" + service.type() + ")")
                        .collect(Collectors.joining(", "));
    }
}
