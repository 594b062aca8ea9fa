package io.github.stitchopenmetadata.removal;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.catalog.pipeline.RetiredPipeline;
import io.github.stitchopenmetadata.catalog.pipeline.Retirements;
import io.github.stitchopenmetadata.catalog.removal.Removable;
import io.github.stitchopenmetadata.catalog.removal.Removal;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.report.Printout;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.Causes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Finds what the connector wrote for an account, for the routes, and takes it back where that is confirmed. */
public final class Removals {

    private final Retirements retirements;
    private final boolean confirmed;
    private final Map<String, Removal> underWay = new ConcurrentHashMap<>();

    /** @param confirmed whether what is found goes; else it is only told */
    public Removals(Retirements retirements, boolean confirmed) {
        this.retirements = retirements;
        this.confirmed = confirmed;
    }

    /** Of a catalog of which only the services are known. */
    public Removal open(@Body Catalog catalog, @Variable("run") Run run) {
        Removal removal = new Removal(catalog);
        underWay.put(run.id(), removal);
        return removal;
    }

    /** @param user the answer to whose token it is; anything else where the server does not tell */
    public Removal writtenBy(Removal removal, Object user) {
        if (user instanceof JsonNode json && json.path("isBot").asBoolean()) {
            removal.writtenBy(json.path("name").asText());
        }
        return removal;
    }

    public boolean hasPipelineService(Removal removal) {
        return removal.catalog().serviceFqn() != null;
    }

    /** The pipelines of the service are known. @return those that have edges to be looked for */
    public List<RetiredPipeline> pipelines(Removal removal) {
        for (RetiredPipeline pipeline : retirements.all(removal.catalog())) {
            KnownPipeline known = pipeline.pipeline();
            removal.addPipeline(new Removable("pipelines", known.id(), "pipeline", known.fqn()));
            if (!retirements.isRetired(known)) {
                removal.retire(pipeline);
            }
        }
        return removal.retired();
    }

    /** @return the schemas of registered tables that were made for the account */
    public List<JsonNode> schemas(Removal removal) {
        List<JsonNode> schemas = removal.catalog().registeredService().ownSchemas();
        removal.addSchemas(schemas);
        return schemas;
    }

    /** The tables, some of whose edges people may have drawn. */
    public List<Removable> tables(Removal removal) {
        return removal.tables();
    }

    /** @param lineage of the table, or a missing node */
    public Removable addLineage(Removable table, JsonNode lineage, @Variable("run") Run run) {
        return of(run).addLineage(table, lineage);
    }

    /** All has been found: what it stands in goes too, where nothing of others is in it. */
    public Removal found(Removal removal) {
        removal.keepTablesOfOthers();
        removal.keepTags();
        removal.addRegisteredService(removal.catalog().registeredService());
        removal.addPipelineService();
        return removal;
    }

    /** Whether what was found goes. */
    public boolean isConfirmed(@Variable("run") Run run) {
        return confirmed && run.life().stopped() == null;
    }

    /** What was found of the run. */
    public Removal of(@Variable("run") Run run) {
        return underWay.get(run.id());
    }

    /** @return what people are to know before it goes, one line each */
    public List<String> told(Removal removal) {
        return RemovalReport.lines(removal);
    }

    /** The pipelines whose edges go. */
    public List<RetiredPipeline> retired(Removal removal) {
        return removal.retired();
    }

    /** The pipelines without edges, then the tables. */
    public List<Removable> contents(Removal removal) {
        List<String> incomplete = removal.retired().stream()
                .filter(pipeline -> !retirements.isComplete(pipeline))
                .map(RetiredPipeline::pipelineFqn)
                .toList();
        return Stream.concat(
                        removal.pipelines().stream().filter(pipeline -> !incomplete.contains(pipeline.fqn())),
                        removal.tables().stream())
                .toList();
    }

    /** What those stood in, the innermost first; nothing where one of them is still there. */
    public List<Removable> containers(Removal removal, Run run) {
        return run.problems().failureCount() == 0 ? removal.containers() : List.of();
    }

    public void removed(Removable thing, @Variable("run") Run run) {
        of(run).removed(thing);
    }

    /** Whether the server refuses to delete a thing because others are in it. */
    public boolean isNotEmpty(Exception refusal) {
        return Causes.own(refusal) instanceof CallFailedException call
                && call.getStatus() == 400
                && call.getMessage().contains("not empty");
    }

    public void keep(Removable thing, @Variable("run") Run run) {
        of(run).keep(thing);
    }

    /** @param pass a finished one */
    public Printout report(Pass pass) {
        Map<Run, Removal> all = new LinkedHashMap<>();
        for (Run run : pass.runs()) {
            Removal removal = underWay.remove(run.id());
            if (removal != null && (confirmed || run.life().stopped() == null)) {
                all.put(run, removal);
            }
        }
        return new RemovalReport(pass, all, confirmed);
    }
}
