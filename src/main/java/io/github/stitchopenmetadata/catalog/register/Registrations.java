package io.github.stitchopenmetadata.catalog.register;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Fqn;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.Place;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Decides what stands for a source that is no database, by {@code lineage.saas}, and keeps its tables for the routes. */
public final class Registrations {

    /** What {@code lineage.saas} may say. */
    enum Mode {
        REGISTER,
        PIPELINE,
        SKIP
    }

    private static final Map<String, Mode> MODES = java.util.stream.Stream.of(Mode.values())
            .collect(Collectors.toMap(mode -> mode.name().toLowerCase(Locale.ROOT), Function.identity()));

    /** No such call, or a body that the server takes no part of. */
    private static final Set<Integer> REFUSALS_OF_BULK = Set.of(400, 404, 405, 413);

    private static final int LONGEST_SERVICE_NAME = 128;

    private final Mode mode;
    private final String serviceName;

    /**
     * @param saas    the setting {@code lineage.saas}
     * @param service the setting {@code lineage.saas.service}
     * @throws IllegalArgumentException for what these settings cannot be
     */
    public Registrations(String saas, String service) {
        mode = mode(saas);
        serviceName = serviceName(service);
    }

    private static Mode mode(String saas) {
        Mode mode = MODES.get(saas.strip().toLowerCase(Locale.ROOT));
        if (mode == null) {
            throw new IllegalArgumentException(
                    "lineage.saas is \"" + saas.strip() + "\": expected register, pipeline or skip");
        }
        return mode;
    }

    private static String serviceName(String service) {
        String name = service.strip();
        if (name.isEmpty() || !name.equals(Fqn.name(name, LONGEST_SERVICE_NAME))) {
            throw new IllegalArgumentException(
                    "lineage.saas.service is \"" + name
                            + "\": expected the name of a database service, without \"::\", \">\", quotes and control characters");
        }
        return name;
    }

    /** What an account says itself, else what is said of all. */
    private Mode mode(Workflow workflow) {
        return workflow.setting("lineage.saas").map(Registrations::mode).orElse(mode);
    }

    /** Whether tables are registered at all. */
    public boolean isOn(@Variable("run") WorkflowRun run) {
        return mode(run.workflow()) == Mode.REGISTER
                && run.workflow().pipelineMetadata().includeLineage();
    }

    /**
     * @return the service of the registered tables, of which nothing is known yet
     * @throws IllegalArgumentException for what the account says that its name cannot be
     */
    public RegisteredService open(@Body Catalog catalog, @Variable("run") WorkflowRun run) {
        Workflow workflow = run.workflow();
        String name = workflow.setting("lineage.saas.service")
                .map(Registrations::serviceName)
                .orElse(serviceName);
        RegisteredService service = new RegisteredService(name, workflow.serviceName(), catalog.version());
        catalog.useRegisteredService(service);
        return service;
    }

    /** @param json the service as the server gives it, or a missing node */
    public void found(RegisteredService service, JsonNode json) {
        service.found(json);
    }

    /**
     * @param json the service as the server gives it, or a missing node
     * @return what people have to do where the server cannot write it again, "" where there is nothing to do
     */
    public String broken(RegisteredService service, JsonNode json) {
        return service.broken(json);
    }

    public boolean exists(RegisteredService service) {
        return service.exists();
    }

    /** @return the pipeline services of all accounts, whose pipelines are to be added */
    public Collection<RegisteredService.OtherService> pipelineServices(RegisteredService service) {
        return service.pipelineServices();
    }

    /** The pipelines of all accounts have been added. */
    public void pipelinesKnown(RegisteredService service) {
        service.pipelinesKnown();
    }

    /**
     * The container is in the catalog now.
     *
     * @param answer to writing it
     */
    public void created(RegisteredService.Container container, JsonNode answer) {
        container.done().accept(answer);
    }

    /** @param answer to PUT table */
    public void registered(TableRegistration registration, JsonNode answer) {
        registration.end().registered(registration.table(), answer);
    }

    /** @param answer to PUT tables in bulk */
    public void registeredInBulk(TableBulk bulk, JsonNode answer) {
        bulk.answered(answer);
    }

    /** Whether the server refused to take several tables in one call, and may take them one by one. */
    public boolean refusesBulk(CallFailedException failure) {
        return REFUSALS_OF_BULK.contains(failure.getStatus());
    }

    /** The call failed; which tables arrived all the same is seen when they are listed. */
    public void bulkFailed(TableBulk bulk, Exception cause) {
        bulk.failed(cause);
    }

    /** @return the tables, which are to be written one by one */
    public List<TableRegistration> oneByOne(TableBulk bulk) {
        return bulk.release();
    }

    /** @return what became of the tables, which have been listed since */
    public List<TableBulk.Settled> settled(List<TableBulk> bulks) {
        return bulks.stream().flatMap(bulk -> bulk.settle().stream()).toList();
    }

    /** @throws Exception why the table did not arrive */
    public TableRegistration arrived(TableBulk.Settled settled) throws Exception {
        if (settled.refusal() != null) {
            throw settled.refusal();
        }
        return settled.table();
    }

    /** @param catalogued whether the source has tables in the catalog that are not ours */
    public SourceEnd end(Workflow workflow, Catalog catalog, LineageMessage message, boolean catalogued) {
        boolean lineage = workflow.pipelineMetadata().includeLineage();
        Mode mode = mode(workflow);
        if (catalogued || mode == Mode.SKIP || !lineage) {
            return SourceEnd.FOUND;
        }
        if (mode == Mode.PIPELINE) {
            return new PipelineEnd();
        }
        RegisteredService service = catalog.registeredService();
        return service.strange() == null
                ? new SourceRegistration(service, message, catalog.tables())
                : new TakenEnd(service.strange());
    }

    /** Somebody else's service has the name: nothing is registered there. */
    private record TakenEnd(String detail) implements SourceEnd {

        @Override
        public Optional<Place> place(Stream stream) {
            return Optional.of(Place.missing(MissingEdge.Reason.SERVICE_NAME_TAKEN, detail));
        }

        @Override
        public List<LineageEdge> edges(List<LineageEdge> planned, String pipelineId) {
            return planned;
        }
    }
}
