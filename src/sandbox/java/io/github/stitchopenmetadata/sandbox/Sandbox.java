package io.github.stitchopenmetadata.sandbox;

import io.github.stitchopenmetadata.app.SandboxServers;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A small company's Stitch account and OpenMetadata catalog, both running and ready to be connected. */
public final class Sandbox implements SandboxServers {

    private static final String CATALOG_VERSION = "1.13.0";
    private static final String STITCH_TOKEN = "sandbox-stitch-token";
    private static final String CATALOG_TOKEN = "sandbox-catalog-token";
    /** The source that records go into. */
    private static final long IMPORT_SOURCE = 310_407;

    // small enough that the few runs of the demo fill more than one page
    private static final int PAGE_SIZE = 6;

    private final StitchServer stitch;
    private final CatalogServer catalog;
    private final String importToken;

    private Sandbox(StitchServer stitch, CatalogServer catalog) {
        this.stitch = stitch;
        this.catalog = catalog;
        this.importToken = stitch.importToken(IMPORT_SOURCE);
    }

    /** Starts both servers on free ports; the runs in the Stitch account have just happened. */
    public static Sandbox start() {
        return start(CATALOG_VERSION);
    }

    /** Starts both servers, the catalog as one of the given OpenMetadata version. */
    public static Sandbox start(String catalogVersion) {
        return start(
                catalogVersion,
                StitchServer.Options.defaults().withPageSize(PAGE_SIZE),
                CatalogServer.Options.defaults());
    }

    public static Sandbox start(
            String catalogVersion, StitchServer.Options stitchOptions, CatalogServer.Options catalogOptions) {
        StitchAccount account = StitchAccount.read("/sandbox/stitch-account.json", Instant.now());
        CatalogServer catalog = new CatalogServer(catalogVersion, CATALOG_TOKEN, catalogOptions);
        try {
            CatalogResource.read("/sandbox/catalog.json", catalog.catalog());
            return new Sandbox(new StitchServer(account, STITCH_TOKEN, stitchOptions), catalog);
        } catch (RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "stitch.serviceName", serviceName(),
                "stitch.hostPort", stitchUrl(),
                "stitch.token", stitchToken(),
                "stitch.dbServiceNames", String.join(",", dbServiceNames()),
                "openmetadata.hostPort", catalogUrl(),
                "openmetadata.jwtToken", catalogToken(),
                "import.hostPort", stitchUrl(),
                "import.token", importToken);
    }

    public String stitchUrl() {
        return stitch.url();
    }

    public String stitchToken() {
        return STITCH_TOKEN;
    }

    /** The catalog's URL, with {@code /api} at its end. */
    public String catalogUrl() {
        return catalog.url();
    }

    public String catalogToken() {
        return CATALOG_TOKEN;
    }

    /** The name for the pipeline service; the catalog does not hold it yet. */
    public String serviceName() {
        return "stitch_sandbox";
    }

    /** The database services in which the tables of the account are found. */
    public List<String> dbServiceNames() {
        return List.of("prod_postgres", "prod_mysql", "warehouse");
    }

    public CatalogServer catalogServer() {
        return catalog;
    }

    public StitchServer stitchServer() {
        return stitch;
    }

    @Override
    public void close() {
        stitch.close();
        catalog.close();
    }
}
