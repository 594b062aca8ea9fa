package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.Explanation;
import java.util.ArrayList;
import java.util.List;

/** What the steps of a check make of the answers of OpenMetadata. */
public final class CatalogChecks {

    /** @return the answer to the first request, which was for the version */
    public JsonNode versionAnswer(RunningCheck step) throws CallFailedException {
        return step.checkup().answer(CheckKind.CATALOG_REACHABLE);
    }

    /** @throws StepFailedException for a version that is not delivered to */
    public void ensureSupported(JsonNode answer) throws StepFailedException {
        String version = answer.path("version").asText();
        if (!CatalogVersion.parse(version).isSupported()) {
            throw new StepFailedException("OpenMetadata " + version + " is too old", "Upgrade it to 1.1 or newer.");
        }
    }

    public void version(RunningCheck step, Catalog catalog, JsonNode answer) {
        step.checkup().catalog = catalog;
        step.found(answer.path("version").asText());
    }

    public Catalog catalog(RunningCheck step) {
        return step.checkup().catalog;
    }

    /** @param service the pipeline service, null where there is none yet */
    public void pipelineService(RunningCheck step, JsonNode service) {
        step.checkup().isServiceThere = service != null;
        step.found("the pipeline service " + step.checkup().workflow().serviceName()
                + (service == null ? " is still to be created" : " is there"));
    }

    /** @throws StepSkippedException from a version on that does not tell */
    public void ensureTellsUser(RunningCheck step) throws StepSkippedException {
        if (!step.checkup().catalog.version().tellsWhoIsLoggedIn()) {
            throw new StepSkippedException("OpenMetadata tells that from 1.2 on");
        }
    }

    public void user(RunningCheck step, JsonNode user) {
        boolean bot = user.path("isBot").asBoolean();
        step.found(user.path("name").asText() + (bot ? ", a bot" : ", a person"));
        if (!bot) {
            step.note("with the token of a person OpenMetadata lets what people wrote be overwritten; put a bot's into "
                    + Side.OPENMETADATA.tokenSetting());
        }
    }

    /** Creating it is only asked of those who lack it. */
    public List<String> serviceOperations(RunningCheck step) {
        return step.checkup().isServiceThere ? List.of("ViewAll") : List.of("ViewAll", "Create");
    }

    public List<String> pipelineOperations(RunningCheck step) {
        List<String> operations = new ArrayList<>(List.of("ViewAll", "Create", "EditAll", "EditStatus"));
        if (step.checkup().workflow().pipelineMetadata().markDeletedPipelines()) {
            operations.add("Delete");
        }
        return operations;
    }

    /** @return what the permission to draw an edge belongs to */
    public String lineageResource(RunningCheck step) throws StepSkippedException {
        if (!step.checkup().workflow().pipelineMetadata().includeLineage()) {
            throw new StepSkippedException("includeLineage is false");
        }
        return step.checkup().catalog.version().hasLineagePermissionOfTables() ? "table" : "lineage";
    }

    public List<String> lineageOperations() {
        return List.of("ViewAll", "EditLineage");
    }

    /** @param refusal of the question for permissions: that says nothing about those themselves */
    public void untold(CallFailedException refusal) throws StepSkippedException {
        throw new StepSkippedException("this server does not tell: " + Explanation.of(refusal));
    }

    /** @param answer the permissions of the token for the resource */
    public void permissions(RunningCheck step, String resource, List<String> operations, JsonNode answer)
            throws StepFailedException, StepSkippedException {
        Permissions permissions = new Permissions(answer);
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
        step.found(String.join(", ", operations));
    }
}
