package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.CatalogCalls;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.report.Printout;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.state.Database;
import io.github.stitchopenmetadata.stitch.JobsLimitException;
import io.github.stitchopenmetadata.stitch.StitchCalls;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Variable;

/** The list of all checks, and the book of those that are under way, for the routes. */
public final class CheckBook {

    private final Map<CheckKind, CheckStep> steps = new EnumMap<>(CheckKind.class);
    private final ServiceChecks services;
    private final Map<String, WorkflowCheck> underWay = new ConcurrentHashMap<>();

    /**
     * @param chosen  the setting {@code lineage.destination}
     * @param folders where reports, dead letters and the state lie, each as {@code SETTING=FOLDER}, one line each
     * @param database where the state lies that processes share, if it is used
     */
    public CheckBook(
            StitchCalls stitch,
            CatalogCalls catalog,
            Catalogs catalogs,
            LoadingRules rules,
            String chosen,
            String folders,
            Database database) {
        services = new ServiceChecks(catalog, rules, chosen);
        steps.put(CheckKind.CONFIGURATION, CheckStep.looking((check, none) -> configuration(check)));
        steps.put(CheckKind.FOLDERS, new FolderCheck(folders, database).step());
        steps.putAll(new StitchChecks(stitch).steps());
        steps.putAll(new CatalogChecks(catalog, catalogs).steps());
        steps.put(CheckKind.DESTINATION_TYPE, services.destinationType());
    }

    /** The workflow could be read, or there would be no check. What in it is not followed is told. */
    private static void configuration(RunningCheck check) {
        Workflow workflow = check.workflow().run().workflow();
        check.found(workflow.file());
        workflow.warnings().forEach(check::note);
    }

    /** @return the checks of the run's workflow, in the order in which they are done */
    public List<RunningCheck> checks(@Variable("run") Run run) {
        WorkflowCheck workflow = new WorkflowCheck(run);
        underWay.put(run.id(), workflow);
        List<RunningCheck> checks = new ArrayList<>();
        for (CheckKind kind : CheckKind.values()) {
            if (kind == CheckKind.DATABASE_SERVICE) {
                run.workflow()
                        .pipelineMetadata()
                        .dbServiceNames()
                        .forEach(name ->
                                checks.add(new RunningCheck(workflow, kind, services.databaseService(name), name)));
            } else {
                checks.add(new RunningCheck(workflow, kind, steps.get(kind), ""));
            }
        }
        return checks;
    }

    /** Whether the check can be tried; where one that it needs did not go well it is skipped. */
    public boolean isWorthwhile(RunningCheck check) {
        check.start();
        check.workflow().unmet(check.kind()).ifPresent(needed -> check.skipped("needs: " + needed.title()));
        return check.workflow().unmet(check.kind()).isEmpty();
    }

    /** Whether the check asks Stitch something. */
    public boolean asksStitch(RunningCheck check) {
        return check.step().asks().test(check.workflow()) && check.kind().side() == Side.STITCH;
    }

    /** Whether the check asks OpenMetadata something. */
    public boolean asksCatalog(RunningCheck check) {
        return check.step().asks().test(check.workflow()) && check.kind().side() == Side.OPENMETADATA;
    }

    /** The run that asks: where a token is refused, it is tried in Stitch's other region. */
    public Run asking(RunningCheck check, Run run) {
        return check.kind() == CheckKind.STITCH_ACCESS
                ? StitchChecks.otherRegion(check.workflow())
                        .map(other -> run.at(other.address()))
                        .orElse(run)
                : run;
    }

    /**
     * What the check asks. It is asked once.
     *
     * @throws Exception if there is nothing to ask
     */
    public Request request(RunningCheck check) throws Exception {
        return check.step().ask().request(check.workflow()).repeat(Request.Repeat.NEVER);
    }

    /** @throws Exception if the answer makes the check fail, or be skipped */
    public RunningCheck judge(RunningCheck check, JsonNode answer) throws Exception {
        check.step().judge().judge(check, answer);
        check.ok();
        return check;
    }

    /** The same for a check that asks nothing. */
    public RunningCheck look(RunningCheck check) throws Exception {
        return judge(check, null);
    }

    /** The check went wrong, or ended in another way than by an answer. */
    public void failed(RunningCheck check, Exception thrown) {
        Throwable cause = Causes.own(thrown);
        if (cause instanceof CallFailedException refusal && refusal.getStatus() != CallFailedException.NO_ANSWER) {
            try {
                check.step().refusal().refused(check, refusal);
                check.ok();
                return;
            } catch (Exception worse) {
                cause = worse;
            }
        }
        if (cause instanceof StepSkippedException skipped) {
            check.skipped(skipped.getMessage());
        } else if (cause instanceof JobsLimitException limit) {
            check.skipped(limit.getMessage() + ", and they are used up");
        } else {
            check.failed(Diagnosis.of(cause, check.kind().side()));
        }
    }

    /** @return all checks of a pass, to be printed; what failed is a problem of the pass */
    public Printout report(Pass pass) {
        CheckReport report = new CheckReport(
                pass,
                pass.runs().stream()
                        .map(run -> underWay.remove(run.id()))
                        .filter(Objects::nonNull)
                        .toList());
        report.failed().forEach(what -> pass.runs().get(0).problems().failed(what, what));
        return report;
    }
}
