package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.Explanation;
import java.util.ArrayList;
import java.util.EnumMap;
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
        Map<CheckKind, CheckStep> steps = new EnumMap<>(CheckKind.class);
        // any answer will do here; it takes no token
        steps.put(
                CheckKind.CATALOG_REACHABLE,
                CheckStep.asking(workflow -> calls.version(), RunningCheck::answered)
                        .refusedBy(RunningCheck::refused));
        steps.put(CheckKind.CATALOG_VERSION, CheckStep.looking((check, none) -> version(check)));
        // the pipeline service need not be there, but who asks for it must be let in
        steps.put(
                CheckKind.CATALOG_ACCESS,
                CheckStep.asking(
                        workflow -> calls.pipelineService(workflow.catalog, workflow.run()), this::pipelineService));
        steps.put(CheckKind.CATALOG_USER, CheckStep.asking(this::user, CatalogChecks::user));
        steps.put(
                CheckKind.PIPELINE_SERVICE_PERMISSION, permission("pipelineService", CatalogChecks::serviceOperations));
        steps.put(CheckKind.PIPELINE_PERMISSION, permission("pipeline", CatalogChecks::pipelineOperations));
        steps.put(CheckKind.LINEAGE_PERMISSION, lineage());
        steps.put(CheckKind.DATABASES, listing("databases"));
        steps.put(CheckKind.DATABASE_SCHEMAS, listing("databaseSchemas"));
        steps.put(CheckKind.TABLES, listing("tables"));
        return steps;
    }

    private void version(RunningCheck check) throws Exception {
        JsonNode answer = check.workflow().answer(CheckKind.CATALOG_REACHABLE);
        String version = answer.path("version").asText();
        if (!CatalogVersion.parse(version).isSupported()) {
            throw new StepFailedException("OpenMetadata " + version + " is too old", "Upgrade it to 1.1 or newer.");
        }
        check.workflow().catalog = catalogs.unopened(answer);
        check.found(version);
    }

    private void pipelineService(RunningCheck check, JsonNode service) {
        check.workflow().isServiceThere = !service.isMissingNode();
        check.found("the pipeline service " + check.workflow().run().workflow().serviceName()
                + (service.isMissingNode()
                        ? " is still to be created, of type "
                                + check.workflow().catalog.serviceType()
                        : " is there"));
        String note = catalogs.typeNote(check.workflow().catalog);
        if (service.isMissingNode() && !note.isEmpty()) {
            check.note(note);
        }
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

    private interface Operations {
        List<String> of(WorkflowCheck workflow);
    }

    /** Whether the token may do the operations with the resource. A server that does not tell is no failure. */
    private CheckStep permission(String resource, Operations operations) {
        return CheckStep.asking(
                        workflow -> calls.permissions(resource),
                        (check, answer) ->
                                permissions(check, resource, operations.of(check.workflow()), new Permissions(answer)))
                .refusedBy((check, refusal) -> {
                    throw new StepSkippedException("this server does not tell: " + Explanation.of(refusal));
                });
    }

    /** Whether the token may draw edges, which no server tells and every one decides before it looks for the edge. */
    private CheckStep lineage() {
        return CheckStep.asking(this::edgeOfNobody, (check, none) -> check.found("EditLineage"))
                .refusedBy((check, refusal) -> {
                    if (refusal.getStatus() != 403) {
                        throw refusal;
                    }
                    throw new StepFailedException(
                            Explanation.of(refusal),
                            "Allow EditLineage for lineage, table and pipeline in a policy of a role that the bot has.");
                });
    }

    private Request edgeOfNobody(WorkflowCheck workflow) throws StepSkippedException {
        if (!workflow.run().workflow().pipelineMetadata().includeLineage()) {
            throw new StepSkippedException("includeLineage is false");
        }
        return calls.edgeOfNobody();
    }

    private CheckStep listing(String collection) {
        return CheckStep.asking(workflow -> calls.any(collection), (check, answer) -> check.found("ViewAll"));
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
}
