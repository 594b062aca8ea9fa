package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the catalog of a run, and fills it for the routes. */
public final class Catalogs {

    private static final Logger LOG = LoggerFactory.getLogger(Catalogs.class);

    private long maximumColumns = 30_000;

    /** @param maximumColumns how many columns of catalog tables a run holds in memory */
    public void setMaximumColumns(long maximumColumns) {
        this.maximumColumns = maximumColumns;
    }

    /**
     * @param answer of {@code GET /system/version}
     * @throws InvalidAnswerException if that is no OpenMetadata server, or one too old
     */
    public Catalog open(JsonNode answer) {
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
        return new Catalog(version, new TableIndex(maximumColumns));
    }

    /** @param service the answer to reading or writing the pipeline service */
    public void useService(Catalog catalog, JsonNode service) {
        catalog.useService(service);
    }

    /** @param user the answer to whose token it is; a person's is worth a warning */
    public void checkWhoWeAre(Workflow workflow, JsonNode user) {
        if (user.hasNonNull("name") && !user.path("isBot").asBoolean()) {
            LOG.warn(
                    "{}: the token is that of a person, {}: with it OpenMetadata lets what people wrote be overwritten; "
                            + "put a bot's into {}",
                    workflow.file(),
                    OneLine.of(user.path("name").asText()),
                    Side.OPENMETADATA.tokenSetting());
        }
    }

    public boolean hasService(Catalog catalog) {
        return catalog.serviceFqn() != null;
    }

    public boolean lacksService(Catalog catalog) {
        return !hasService(catalog);
    }

    /** @param service a database service as the server gives it */
    public Catalog.DatabaseService addDatabaseService(Catalog catalog, JsonNode service) {
        return catalog.addDatabaseService(service);
    }

    /** @param page schemas of the database as the server lists them */
    public void addSchemas(Catalog catalog, Catalog.DatabaseService service, JsonNode database, List<JsonNode> page) {
        catalog.addSchemas(service, database, page);
    }

    /** @param page pipelines of our service as the server lists them, with their seals */
    public void addPipelines(Catalog catalog, List<JsonNode> page) {
        catalog.addPipelines(page);
    }

    /** @param page tables as the server lists them with {@code fields=columns} */
    public void addTables(TableIndex.Listing listing, List<JsonNode> page) {
        listing.add(page);
    }

    /** All tables of the schema have been added. */
    public void complete(TableIndex.Listing listing) {
        listing.complete();
    }

    /** The schema could not be listed: all who wait for it are told why. */
    public void fail(TableIndex.Listing listing, Exception cause) {
        listing.fail(cause);
    }

    /** @param answer to PUT pipeline */
    public KnownPipeline pipeline(Catalog catalog, JsonNode answer) {
        return KnownPipeline.of(answer, catalog.version());
    }
}
