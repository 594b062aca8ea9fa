package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalog.DatabaseService;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Spelling;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Variable;

/**
 * The database services that a user names, in {@code dbServiceNames}, {@code lineage.destination} and {@code lineage.source.NAME}: a
 * name that the catalog does not have would take away the edges of its tables, so it is refused before anything is written.
 */
public final class NamedServices implements CamelContextAware {

    private CamelContext camelContext;

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Whether a name is none of the services that were found by {@code dbServiceNames}, so that all have to be listed. */
    public boolean areInDoubt(@Body Catalog catalog, @Variable("run") WorkflowRun run) {
        return !unknown(catalog.databaseServices(), run).isEmpty();
    }

    /**
     * Of a catalog whose services are all listed.
     *
     * @throws ConfigurationException with each name that none of them has, and the nearest; and with each that was not found by its
     *                                name although it is listed, since its tables are not known then
     */
    public void refuseUnknown(@Body Catalog catalog, @Variable("run") WorkflowRun run) {
        List<String> problems = unknown(catalog.everyDatabaseService(), run);
        List<String> found = names(catalog.databaseServices());
        List<String> listed = names(catalog.everyDatabaseService());
        run.workflow().pipelineMetadata().dbServiceNames().stream()
                .filter(name -> listed.contains(name) && !found.contains(name))
                .forEach(
                        name -> problems.add(
                                "dbServiceNames names " + OneLine.of(name)
                                        + ", which OpenMetadata lists, but it answered 404 where it was asked for that service; run once more"));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private List<String> unknown(Collection<DatabaseService> services, WorkflowRun run) {
        List<String> names = names(services);
        List<String> problems = new ArrayList<>();
        run.workflow().pipelineMetadata().dbServiceNames().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> problems.add(problem("dbServiceNames", name, names)));
        ChosenServices chosen = new ChosenServices(key -> setting(key, run));
        Stream.concat(
                        Stream.ofNullable(chosen.destination(services)),
                        sources(run).map(name -> chosen.source(name, services)))
                .filter(choice -> choice != null && choice.unclear() == null && !names.contains(choice.service()))
                .forEach(choice -> problems.add(problem(choice.setting(), choice.service(), names)));
        return problems;
    }

    private static List<String> names(Collection<DatabaseService> services) {
        return services.stream().map(DatabaseService::name).toList();
    }

    private static String problem(String setting, String name, List<String> names) {
        return setting + " names " + OneLine.of(name) + ", but OpenMetadata has no database service of that name"
                + Spelling.nearest(name, names)
                        .map(meant -> "; did you mean " + OneLine.of(meant) + "?")
                        .orElse("");
    }

    /** Those that a setting is for. */
    private Stream<String> sources(WorkflowRun run) {
        Predicate<String> isForASource = key -> key.startsWith(ChosenServices.SOURCE);
        TreeSet<String> keys = new TreeSet<>(camelContext
                .getPropertiesComponent()
                .loadProperties(isForASource)
                .stringPropertyNames());
        System.getProperties().stringPropertyNames().stream()
                .filter(isForASource)
                .forEach(keys::add);
        run.workflow().settings().keySet().stream().filter(isForASource).forEach(keys::add);
        return keys.stream().map(key -> key.substring(ChosenServices.SOURCE.length()));
    }

    private String setting(String key, WorkflowRun run) {
        return run.workflow()
                .setting(key)
                .or(() -> camelContext.getPropertiesComponent().resolveProperty(key))
                .orElse("");
    }
}
