package io.github.stitchopenmetadata.support;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.sandbox.StoredCatalog;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A Stitch account and a catalog, each behind a server on which a test can stub other answers. */
public final class Servers implements AutoCloseable {

    /** Of each answer: a few answers of 50 MB, remembered whole, are more than the memory of the tests. */
    private static final int REMEMBERED_BYTES = 1_000_000;

    public final StitchServer account;
    public CatalogServer catalogServer;
    private final StitchAccount data;
    private final String version;
    private final Consumer<StoredCatalog> tables;
    private final List<Alteration> alterations = new CopyOnWriteArrayList<>();
    public final WireMockServer stitch;
    public final WireMockServer catalog;

    public Servers(StitchAccount data, String version) {
        this(data, version, StitchServer.Options.defaults(), catalog -> catalog.addTablesOf(data));
    }

    public Servers(StitchAccount data, String version, StitchServer.Options options) {
        this(data, version, options, catalog -> catalog.addTablesOf(data));
    }

    /** @param tables adds what stands in the catalog */
    public Servers(StitchAccount data, String version, Consumer<StoredCatalog> tables) {
        this(data, version, StitchServer.Options.defaults(), tables);
    }

    private Servers(StitchAccount data, String version, StitchServer.Options options, Consumer<StoredCatalog> tables) {
        this.data = data;
        this.version = version;
        this.tables = tables;
        account = new StitchServer(data, "stitch-token", options);
        catalogServer = new CatalogServer(version, "catalog-token");
        tables.accept(catalogServer.catalog());
        stitch = inFrontOf(account.url());
        catalog = inFrontOf(catalogServer.url());
    }

    public static Servers of(StitchAccount data) {
        return new Servers(data, "1.13.0");
    }

    public Connector connector(Map<String, String> settings) throws Exception {
        return Connector.between(stitch.baseUrl(), catalog.baseUrl() + "/api", settings);
    }

    /** One lineage pass over the account. */
    public Run ingest() throws Exception {
        try (Connector connector = connector(Map.of())) {
            return connector.ingestOne();
        }
    }

    /** All is as in the beginning, and no request is remembered. */
    public void reset() {
        leaveAsTheyAre();
        stitch.resetAll();
        proxy(stitch, account.url());
        renew(data, version, tables);
    }

    /** Another catalog takes the place of the one that was there, and the account is as in this data. */
    public void renew(StitchAccount data, String version, Consumer<StoredCatalog> tables) {
        account.replace(data);
        catalogServer.close();
        catalogServer = new CatalogServer(version, "catalog-token");
        tables.accept(catalogServer.catalog());
        catalog.resetAll();
        proxy(catalog, catalogServer.url());
    }

    /** Changes answers of both servers on their way back; what the call did is done. */
    public interface Alteration {
        Response alter(LoggedRequest call, Response answer);
    }

    /** From now on, until {@link #leaveAsTheyAre}. */
    public void alter(Alteration alteration) {
        alterations.add(alteration);
    }

    public void leaveAsTheyAre() {
        alterations.clear();
    }

    /** The first call of this kind does what it does, but its answer is lost on the way back. */
    public void loseFirstAnswer(RequestMethod method, String pathPattern) {
        AtomicBoolean lost = new AtomicBoolean();
        alter((call, answer) -> call.getMethod().equals(method)
                        && call.getUrl().replaceFirst("[?].*", "").matches(pathPattern)
                        && !lost.getAndSet(true)
                ? Response.Builder.like(answer)
                        .but()
                        .fault(Fault.CONNECTION_RESET_BY_PEER)
                        .build()
                : answer);
    }

    private WireMockServer inFrontOf(String url) {
        WireMockServer server = new WireMockServer(wireMockConfig()
                .dynamicPort()
                .bindAddress("127.0.0.1")
                .maxLoggedResponseSize(REMEMBERED_BYTES)
                .extensions(new Altered()));
        server.start();
        proxy(server, url);
        return server;
    }

    private static void proxy(WireMockServer server, String url) {
        server.stubFor(
                any(anyUrl()).atPriority(100).willReturn(aResponse().proxiedFrom(url.replaceFirst("/api$", ""))));
    }

    private final class Altered implements ResponseTransformerV2 {

        @Override
        public Response transform(Response answer, ServeEvent event) {
            Response altered = answer;
            for (Alteration alteration : alterations) {
                altered = alteration.alter(event.getRequest(), altered);
            }
            return altered;
        }

        @Override
        public String getName() {
            return "altered";
        }
    }

    @Override
    public void close() {
        stitch.stop();
        catalog.stop();
        account.close();
        catalogServer.close();
    }
}
