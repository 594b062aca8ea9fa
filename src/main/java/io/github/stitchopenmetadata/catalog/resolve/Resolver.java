package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.TableIndex;
import io.github.stitchopenmetadata.catalog.pipeline.Delivery;
import io.github.stitchopenmetadata.catalog.pipeline.Outcome;
import io.github.stitchopenmetadata.catalog.pipeline.Payloads;
import io.github.stitchopenmetadata.catalog.pipeline.TaskNames;
import io.github.stitchopenmetadata.catalog.register.Registrations;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.naming.LoadingRules;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/** Turns a lineage message into what is to be written to one catalog. */
public final class Resolver implements CamelContextAware {

    private LoadingRules rules = LoadingRules.load();
    private ChosenServices chosen = new ChosenServices(setting -> "");
    private Registrations registrations = new Registrations("skip", "stitch_sources");
    private CamelContext camelContext;

    public void setRules(LoadingRules rules) {
        this.rules = rules;
    }

    public void setRegistrations(Registrations registrations) {
        this.registrations = registrations;
    }

    /** Where the settings that choose between services come from. */
    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        chosen = new ChosenServices(setting ->
                context.getPropertiesComponent().resolveProperty(setting).orElse(""));
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** @return where the tables of the message are to be looked for */
    public Plan plan(Workflow workflow, Catalog catalog, LineageMessage message) {
        Places places = new Places(rules, catalog, chosen, message);
        Place destination = places.destination();
        LineageMessage.Source source = message.source();
        SourceEnd end = registrations.end(
                workflow,
                catalog,
                message,
                rules.source(source.type(), source.protocol()).kind());
        Map<LineageMessage.Stream, Place> sources = new IdentityHashMap<>();
        message.streams()
                .forEach(stream -> sources.put(stream, end.place(stream).orElseGet(() -> places.source(stream))));
        PipelineMetadata metadata = workflow.pipelineMetadata();
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
    public Collection<TableIndex.Listing> unlisted(Plan plan) {
        return plan.lookup().unlisted();
    }

    /**
     * @param plan whose unlisted schemas have been listed, or are being listed by others
     * @throws Exception what a listing by somebody else failed with
     */
    public Delivery resolve(Plan plan) throws Exception {
        Catalog catalog = plan.catalog();
        String source = plan.message().source().name();
        EdgeFinder found = new EdgeFinder(rules, plan).find();
        int taskNameLimit = catalog.version().taskNameLimit(catalog.pipelineFqn(source));
        return new Delivery(
                plan,
                Payloads.pipeline(plan, TaskNames.of(plan.message().streams(), taskNameLimit)),
                Payloads.references(plan),
                found.edges(),
                found.missing(),
                found.dropped(),
                catalog.pipelineOf(source),
                null,
                new Outcome());
    }
}
