package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects runs with catalogs, for the routes: what each run knows of its server, from the connection to the end of the run. */
public final class Catalogs {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogs.class);

    /** By run. A run that another process began never ends here. */
    private final Cache<String, Catalog> open = Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofHours(12))
            .maximumSize(1000)
            .build();

    private final Schemas.Shared schemas = new Schemas.Shared();
    private long maximumColumns = 30_000;
    private StateStore store;

    /** @param maximumColumns how many columns of catalog tables all runs together hold in memory */
    public void setMaximumColumns(long maximumColumns) {
        this.maximumColumns = maximumColumns;
    }

    /** @param store the place for columns of catalog tables that are more than that */
    public void setStore(StateStore store) {
        this.store = store;
    }

    /**
     * @param answer of {@code GET /system/version}
     * @throws InvalidAnswerException if that is no OpenMetadata server, or one too old
     */
    public Catalog open(@Body JsonNode answer, @Variable("run") WorkflowRun run) {
        Catalog catalog = unopened(answer);
        open.put(run.id(), catalog);
        shareOut();
        return catalog;
    }

    /** The same without a run. */
    public Catalog unopened(JsonNode answer) {
        if (!answer.path("version").isTextual()) {
            throw new InvalidAnswerException(
                    "OpenMetadata /system/version: expected a version, got " + InvalidAnswerException.shape(answer)
                            + "; check that openMetadataServerConfig.hostPort ends with /api");
        }
        CatalogVersion version = CatalogVersion.parse(answer.path("version").textValue());
        if (!version.isSupported()) {
            throw new InvalidAnswerException("OpenMetadata "
                    + answer.path("version").textValue() + " is too old: 1.1 is the oldest that is delivered to");
        }
        return new Catalog(version, new TableIndex(maximumColumns, store), schemas);
    }

    /** All has been read that a run must know before it writes. */
    public void connected(Catalog catalog) {
        catalog.connected();
    }

    /** Whether the run has still to connect before anything is delivered for it. */
    public boolean isUnconnected(@Variable("run") WorkflowRun run) {
        Catalog catalog = open.getIfPresent(run.id());
        return catalog == null || !catalog.isConnected();
    }

    /** The catalog of a run, as far as it has been read; null before that, and after the run. */
    public Catalog of(WorkflowRun run) {
        return open.getIfPresent(run.id());
    }

    /** The run has ended: nothing of its catalog is needed any more. */
    public void close(WorkflowRun run) {
        close(run.id());
    }

    /** @param run the id of a run that has ended */
    public void close(String run) {
        open.invalidate(run);
        shareOut();
    }

    /** So that many accounts at a time need no more memory than one. */
    private void shareOut() {
        Collection<Catalog> catalogs = open.asMap().values();
        catalogs.forEach(catalog -> catalog.tables().bound(maximumColumns / Math.max(1, catalogs.size())));
    }

    /** @param service the answer to reading or writing the pipeline service; a missing node where there is none */
    public Catalog usePipelineService(Catalog catalog, JsonNode service) {
        if (!service.isMissingNode()) {
            catalog.useService(service);
        }
        return catalog;
    }

    /** Whether the server refused the pipeline service for nothing but a type that it does not know. */
    public boolean canDoWithoutType(Catalog catalog, CallFailedException refusal) {
        return refusal.getStatus() == 400
                && refusal.getMessage().contains(catalog.serviceType())
                && !catalog.serviceType().equals(CatalogVersion.CUSTOM);
    }

    /** @return that the pipeline service is made with a type that every server knows, for people */
    public String withoutType(Catalog catalog) {
        catalog.useServiceType(CatalogVersion.CUSTOM);
        return typeNote(catalog);
    }

    /** @return that the pipeline service is of another type than Stitch, for people; "" where it is not */
    public String typeNote(Catalog catalog) {
        return catalog.serviceType().equals(CatalogVersion.STITCH)
                ? ""
                : "OpenMetadata " + catalog.version() + " does not know the service type " + CatalogVersion.STITCH
                        + ": the pipeline service is made as " + catalog.serviceType();
    }

    /** @return what people have to do about the pipeline service where the server cannot write it again; "" for nothing */
    public String brokenService(Catalog catalog) {
        return broken(catalog, catalog.service());
    }

    /** @param service the pipeline service as the server gives it, deleted or not; a missing node where there is none */
    public String brokenHidden(Catalog catalog, JsonNode service) {
        return broken(catalog, service);
    }

    private static String broken(Catalog catalog, JsonNode service) {
        return BrokenService.told(
                catalog.version(),
                "pipeline service",
                "services/pipelineServices",
                service,
                "run status older than Stitch tells of is lost then");
    }

    /** Whether a pipeline service that is lacking may be there, deleted softly, and be one that PUT does not bring back. */
    public boolean mayHideBrokenService(Catalog catalog) {
        return catalog.version().breaksServicesWithoutConnection();
    }

    public boolean lacksPipelineService(Catalog catalog) {
        return catalog.serviceFqn() == null;
    }

    /** @param user the answer to whose token it is; a person's is worth a warning */
    public void warnOfPerson(@Body JsonNode user, @Variable("run") WorkflowRun run) {
        if (user.hasNonNull("name") && !user.path("isBot").asBoolean()) {
            LOG.warn(
                    "{}: the token is that of a person, {}: with it OpenMetadata lets what people wrote be overwritten; "
                            + "put a bot's into {}",
                    run.workflow().file(),
                    OneLine.of(user.path("name").asText()),
                    Side.OPENMETADATA.tokenSetting());
        }
    }

    /** @return the database services that the workflow names, to be looked up */
    public List<DatabaseServiceLookup> databaseServices(@Body Catalog catalog, @Variable("run") WorkflowRun run) {
        return run.workflow().pipelineMetadata().dbServiceNames().stream()
                .map(name -> new DatabaseServiceLookup(catalog, name))
                .toList();
    }

    /** @param service a database service as the server gives it */
    public DatabaseServiceLookup addDatabaseService(DatabaseServiceLookup lookup, JsonNode service) {
        lookup.found(lookup.catalog().addDatabaseService(service));
        return lookup;
    }

    /** @return a lookup of the schemas of each database of the services */
    public List<SchemaLookup> schemas(List<DatabaseServiceLookup> lookups) {
        return lookups.stream().flatMap(lookup -> lookup.schemas().stream()).toList();
    }

    /** Whether nobody has listed the schema so far. */
    public boolean isUnlisted(SchemaTables schema) {
        return schema.isUnlisted();
    }

    /** All pages of the schema have been read. */
    public void listed(SchemaTables schema) {
        schema.complete();
    }
}
