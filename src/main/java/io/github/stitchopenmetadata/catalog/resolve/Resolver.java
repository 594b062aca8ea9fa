package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.register.Registrations;
import io.github.stitchopenmetadata.catalog.register.SourceEnd;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Variable;

/** Finds the tables of a lineage message in one catalog, for the routes. */
public final class Resolver implements CamelContextAware {

    private LoadingRules rules = LoadingRules.load();
    private UnaryOperator<String> settings = setting -> "";
    private Registrations registrations = new Registrations("skip", "stitch_sources");
    private Catalogs catalogs = new Catalogs();
    private CamelContext camelContext;

    public void setRules(LoadingRules rules) {
        this.rules = rules;
    }

    public void setRegistrations(Registrations registrations) {
        this.registrations = registrations;
    }

    public void setCatalogs(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** Where the settings that choose between services come from. */
    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        settings = setting ->
                context.getPropertiesComponent().resolveProperty(setting).orElse("");
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Whether it depends on the pipelines of other accounts which schema holds the registered tables of the source. */
    public boolean needsPipelinesOfOthers(@Body LineageMessage message, @Variable("run") WorkflowRun run) {
        RegisteredService service = registeredService(run);
        return service != null && service.needsPipelines(message.source().name());
    }

    /** The service of registered tables; null where none are registered. */
    public RegisteredService registeredService(@Variable("run") WorkflowRun run) {
        return catalogs.of(run).registeredService();
    }

    /** @return where the tables of the message are to be looked for */
    public Plan plan(@Body LineageMessage message, @Variable("run") WorkflowRun run) {
        Catalog catalog = catalogs.of(run);
        ChosenServices chosen =
                new ChosenServices(setting -> run.workflow().setting(setting).orElseGet(() -> settings.apply(setting)));
        Places places = new Places(rules, catalog, chosen, message);
        Place destination = places.destination();
        SourceEnd end = registrations.end(run.workflow(), catalog, message, places.hasSourceTables());
        Map<LineageMessage.Stream, Place> sources = new IdentityHashMap<>();
        message.streams()
                .forEach(stream -> sources.put(stream, end.place(stream).orElseGet(() -> places.source(stream))));
        PipelineMetadata metadata = run.workflow().pipelineMetadata();
        return new Plan(
                catalog,
                message,
                metadata,
                destination,
                sources,
                catalog.tables()
                        .lookup(metadata.includeLineage() ? Plan.schemas(destination, sources.values()) : List.of()),
                end);
    }

    /** @return the schemas of the plan that nobody listed so far in this run */
    public List<SchemaTables> unlisted(Plan plan) {
        return plan.lookup().unlisted();
    }

    /** Whether tables that are registered for the source may be there already. */
    public boolean mayHaveRegisteredTables(Plan plan) {
        return plan.end().isRegistered()
                && plan.catalog()
                        .registeredService()
                        .hasSchemaOf(plan.message().source().name());
    }

    /**
     * @param share of a source whose schemas have been listed
     * @return the edges of its streams, and what is missing
     */
    public Resolution resolve(Share share) throws Exception {
        if (share.resolution() != null) {
            return share.resolution();
        }
        EdgeFinder found = new EdgeFinder(rules, share).find();
        Resolution resolution = new Resolution(share, found.edges(), found.missing(), found.dropped());
        share.keep(resolution);
        return resolution;
    }
}
