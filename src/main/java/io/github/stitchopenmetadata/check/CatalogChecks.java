package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.Explanation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The checks of the OpenMetadata side, but for those of database services. */
final class CatalogChecks {

    private final CatalogCalls calls;
    private final Catalogs catalogs;

    CatalogChecks(CatalogCalls calls, Catalogs catalogs) {
        this.calls = calls;
        this.catalogs = catalogs;
    }

    Map<CheckKind, CheckStep> steps() {
        return Map.of(
                // any answer will do here; it takes no token
                CheckKind.CATALOG_REACHABLE,
                CheckStep.asking(workflow -> calls.version(), RunningCheck::answered)
                        .refusedBy(RunningCheck::refused),
                CheckKind.CATALOG_VERSION,
                CheckStep.looking((check, none) -> version(check)),
                // the pipeline service need not be there, but who asks for it must be let in
                CheckKind.CATALOG_ACCESS,
                CheckStep.asking(
                        workflow -> calls.pipelineService(workflow.catalog, workflow.run()),
                        CatalogChecks::pipelineService),
                CheckKind.CATALOG_USER,
                CheckStep.asking(this::user, CatalogChecks::user),
                CheckKind.PIPELINE_SERVICE_PERMISSION,
                permission(workflow -> "pipelineService", CatalogChecks::serviceOperations),
                CheckKind.PIPELINE_PERMISSION,
                permission(workflow -> "pipeline", CatalogChecks::pipelineOperations),
                CheckKind.LINEAGE_PERMISSION,
                permission(CatalogChecks::lineageResource, workflow -> List.of("ViewAll", "EditLineage")));
    }

    private void version(RunningCheck check) throws Exception {
        JsonNode answer = check.workflow().answer(CheckKind.CATALOG_REACHABLE);
        String version = answer.path("version").asText();
        if (!CatalogVersion.parse(version).isSupported()) {
            throw new StepFailedException("OpenMetadata " + version + " is too old", "Upgrade it to 1.1 or newer.");
        }
        check.workflow().catalog = catalogs.of(answer);
        check.found(version);
    }

    private static void pipelineService(RunningCheck check, JsonNode service) {
        check.workflow().isServiceThere = !service.isMissingNode();
        check.found("the pipeline service " + check.workflow().run().workflow().serviceName()
                + (service.isMissingNode() ? " is still to be created" : " is there"));
    }

    private Request user(WorkflowCheck workflow) throws StepSkippedException {
        if (!workflow.catalog.version().tellsWhoIsLoggedIn()) {
            throw new StepSkippedException("OpenMetadata tells that from 1.2 on");
        }
        return calls.loggedInUser();
    }

    private static void user(RunningCheck check, JsonNode user) {
        boolean bot = user.path("isBot").asBoolean();
        check.found(user.path("name").asText() + (bot ? ", a bot" : ", a person"));
        if (!bot) {
            check.note(
                    "with the token of a person OpenMetadata lets what people wrote be overwritten; put a bot's into "
                            + Side.OPENMETADATA.tokenSetting());
        }
    }

    private interface Resource {
        String of(WorkflowCheck workflow) throws StepSkippedException;
    }

    private interface Operations {
        List<String> of(WorkflowCheck workflow);
    }

    /** Whether the token may do the operations with the resource. A server that does not tell is no failure. */
    private CheckStep permission(Resource resource, Operations operations) {
        return CheckStep.asking(
                        workflow -> calls.permissions(resource.of(workflow)),
                        (check, answer) -> permissions(
                                check,
                                resource.of(check.workflow()),
                                operations.of(check.workflow()),
                                new Permissions(answer)))
                .refusedBy((check, refusal) -> {
                    throw new StepSkippedException("this server does not tell: " + Explanation.of(refusal));
                });
    }

    private static void permissions(
            RunningCheck check, String resource, List<String> operations, Permissions permissions)
            throws StepFailedException, StepSkippedException {
        if (permissions.isEmpty()) {
            throw new StepSkippedException("this server does not tell");
        }
        List<String> lacking = operations.stream()
                .filter(operation -> !permissions.allow(operation))
                .toList();
        if (!lacking.isEmpty()) {
            throw new StepFailedException(
                    "the token lacks " + String.join(", ", lacking) + " for " + resource,
                    "Allow " + (lacking.size() == 1 ? "it" : "them") + " in a policy of a role that the bot has.");
        }
        check.found(String.join(", ", operations));
    }

    /** Creating the service is only asked of those who lack it. */
    private static List<String> serviceOperations(WorkflowCheck workflow) {
        return workflow.isServiceThere ? List.of("ViewAll") : List.of("ViewAll", "Create");
    }

    private static List<String> pipelineOperations(WorkflowCheck workflow) {
        List<String> operations = new ArrayList<>(List.of("ViewAll", "Create", "EditAll", "EditStatus"));
        if (workflow.run().workflow().pipelineMetadata().markDeletedPipelines()) {
            operations.add("Delete");
        }
        return operations;
    }

    /** @return what the permission to draw an edge belongs to */
    private static String lineageResource(WorkflowCheck workflow) throws StepSkippedException {
        if (!workflow.run().workflow().pipelineMetadata().includeLineage()) {
            throw new StepSkippedException("includeLineage is false");
        }
        return workflow.catalog.version().hasLineagePermissionOfTables() ? "table" : "lineage";
    }
}
