package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.trafficlistener.WiremockNetworkTrafficListener;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.SelfSigned;
import io.github.stitchopenmetadata.support.Servers;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A catalog behind https, whose certificate no authority has signed that Java trusts. */
class TlsRouteTest {

    private static final String PLACE = "OpenMetadata /api/v1/system/version: ";

    @TempDir
    private static Path folder;

    private static SelfSigned right;
    private static SelfSigned otherHost;
    private static SelfSigned other;

    private final AtomicInteger connections = new AtomicInteger();
    private Servers servers;
    private WireMockServer secure;

    @BeforeEach
    void start() throws Exception {
        if (right == null) {
            right = SelfSigned.forHost("dns:localhost", folder);
            otherHost = SelfSigned.forHost("dns:catalog.example", folder);
            other = SelfSigned.forHost("dns:localhost", folder);
        }
        servers = Servers.of(StitchAccount.generated(3, 2, 3, 1.0));
        secure = secured(right);
    }

    @AfterEach
    void stop() {
        secure.stop();
        servers.close();
    }

    @Test
    void refusesACertificateThatJavaDoesNotTrustAndSaysWhatToSet() throws Exception {
        assertRefused(
                Map.of(),
                "unable to find valid certification path to requested target",
                "openMetadataServerConfig.verifySSL",
                "sslConfig.caCertificate");
    }

    /** And adds the headers that the workflow asks for. */
    @Test
    void showsACertificateOfItsOwn() throws Exception {
        secure.stop();
        secure = secured(right, other);
        Path certificate = Files.writeString(folder.resolve("client.pem"), other.pem());
        Path key = Files.writeString(folder.resolve("client.key"), other.key());
        workflow(
                "client",
                "verifySSL: ignore\n    extraHeaders: {X-Team: data}\n    sslConfig: {sslCertificate: %s, sslKey: %s}"
                        .formatted(certificate, key));

        try (Connector connector = Connector.with(
                Map.of("ingest.workflow", folder.resolve("client.yaml").toString()))) {
            assertDelivered(connector.ingestOne());
        }

        secure.verify(0, anyRequestedFor(anyUrl()).withoutHeader("X-Team"));
    }

    @Test
    void acceptsAnyCertificateWhereItIsToldToAndWarnsOnce() throws Exception {
        secure.stop();
        secure = secured(otherHost);

        try (LogLines log = new LogLines();
                Connector connector = connector(Map.of("openmetadata.verifySSL", "ignore"))) {
            assertDelivered(connector.ingestOne());

            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains("application.properties", "openmetadata.verifySSL is ignore");
        }
    }

    @Test
    void acceptsACertificateThatAnAuthorityInTheFileSigned() throws Exception {
        try (Connector connector = connector(validate(right.pem() + "\n# an older one\n" + other.pem()))) {
            assertDelivered(connector.ingestOne());
        }
    }

    @Test
    void refusesACertificateThatAnotherAuthoritySigned() throws Exception {
        assertRefused(validate(other.pem()), "Signature does not match", "sslConfig.caCertificate");
    }

    @Test
    void refusesACertificateForAnotherHost() throws Exception {
        secure.stop();
        secure = secured(otherHost);

        assertRefused(
                validate(otherHost.pem()),
                "Certificate for <localhost> doesn't match any of the subject alternative names: [catalog.example]",
                "hostPort");
    }

    @Test
    void keepsOneConnectionOverPasses() throws Exception {
        Map<String, String> settings = validate(right.pem());
        settings.put("openmetadata.concurrency", "1");
        // a call that is next would have a second one already
        settings.put("http.connections", "1");

        try (Connector connector = connector(settings)) {
            assertDelivered(connector.ingestOne());
            connector.status();
            connector.ingest();

            assertThat(secure.getAllServeEvents()).hasSizeGreaterThan(30);
            assertThat(connections).hasValue(1);
            assertThat(connector.context().getEndpoints())
                    .filteredOn(endpoint -> endpoint.getEndpointUri().contains("sslContext"))
                    .hasSize(1);
        }
    }

    @Test
    void checksTheServerOfEachWorkflowInItsOwnWay() throws Exception {
        workflow("a-java", "");
        workflow("b-ignore", "verifySSL: ignore");
        workflow("c-wrong", "verifySSL: validate\n    sslConfig: {caCertificate: %s}".formatted(pem(other.pem())));
        workflow("d-right", "verifySSL: validate\n    sslConfig: {caCertificate: %s}".formatted(pem(right.pem())));

        try (Connector connector = Connector.with(Map.of("ingest.workflow", folder + "/*.yaml"))) {
            Pass pass = connector.ingest();

            assertThat(pass.runs()).extracting(run -> run.life().isRefused()).containsExactly(true, false, true, false);
            assertDelivered(pass.runs().get(1));
            assertDelivered(pass.runs().get(3));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"no-such.pem | does not exist", "empty.pem   | holds no certificate"})
    void refusesAFileWithoutACertificateBeforeAnyRequest(String file, String why) throws Exception {
        Files.writeString(folder.resolve("empty.pem"), "");
        Path path = folder.resolve(file);

        try (Connector connector = connector(Map.of(
                "openmetadata.verifySSL", "validate", "openmetadata.sslConfig.caCertificate", path.toString()))) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.problems())
                    .singleElement()
                    .asString()
                    .contains("application.properties", "openmetadata.sslConfig.caCertificate", file, why, "PEM");
        }
        assertThat(servers.stitch.getAllServeEvents()).isEmpty();
    }

    private void assertDelivered(Run run) {
        assertThat(run.life().stopped()).isNull();
        assertThat(run.problems().failures()).isEmpty();
        assertThat(run.counts().of(Count.PIPELINES_CREATED)).isEqualTo(3);
    }

    private void assertRefused(Map<String, String> settings, String... words) throws Exception {
        try (Connector connector = connector(settings)) {
            Pass pass = connector.ingest();

            assertThat(pass.exitStatus()).isEqualTo(2);
            assertThat(pass.runs().get(0).life().stopped()).startsWith(PLACE).contains(words);
        }
        // it is not tried again: no certificate changes by that
        assertThat(connections).hasValue(1);
        assertThat(secure.getAllServeEvents()).isEmpty();
        assertThat(servers.catalogServer.requests()).isZero();
    }

    private Map<String, String> validate(String pem) throws Exception {
        return new HashMap<>(Map.of(
                "openmetadata.verifySSL", "validate", "openmetadata.sslConfig.caCertificate", pem(pem).toString()));
    }

    private static Path pem(String pem) throws Exception {
        return Files.writeString(Files.createTempFile(folder, "ca", ".pem"), pem);
    }

    private Connector connector(Map<String, String> settings) throws Exception {
        return Connector.between(servers.stitch.baseUrl(), secure.baseUrl() + "/api", settings);
    }

    private void workflow(String name, String tls) throws Exception {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                """
                source:
                  type: stitch
                  serviceName: %s
                  serviceConnection:
                    config: {type: Stitch, hostPort: "%s", token: stitch-token}
                  sourceConfig:
                    config: {type: PipelineMetadata, dbServiceNames: [prod_postgres, warehouse]}
                workflowConfig:
                  openMetadataServerConfig:
                    hostPort: "%s/api"
                    securityConfig: {jwtToken: catalog-token}
                    %s
                """
                        .formatted(name, servers.stitch.baseUrl(), secure.baseUrl(), tls));
    }

    private WireMockServer secured(SelfSigned certificate) {
        return secured(certificate, null);
    }

    /** @param client that has to be shown; null for none */
    private WireMockServer secured(SelfSigned certificate, SelfSigned client) {
        connections.set(0);
        WireMockConfiguration trusting = wireMockConfig();
        if (client != null) {
            trusting.needClientAuth(true)
                    .trustStoreType("PKCS12")
                    .trustStorePath(client.keyStore().toString())
                    .trustStorePassword(SelfSigned.PASSWORD);
        }
        WireMockServer server = new WireMockServer(trusting.httpDisabled(true)
                .dynamicHttpsPort()
                .bindAddress("127.0.0.1")
                .keystoreType("PKCS12")
                .keystorePath(certificate.keyStore().toString())
                .keystorePassword(SelfSigned.PASSWORD)
                .keyManagerPassword(SelfSigned.PASSWORD)
                .networkTrafficListener(new Counting()));
        server.start();
        server.stubFor(any(anyUrl())
                .willReturn(aResponse().proxiedFrom(servers.catalogServer.url().replaceFirst("/api$", ""))));
        return server;
    }

    private final class Counting implements WiremockNetworkTrafficListener {
        @Override
        public void opened(Socket socket) {
            connections.incrementAndGet();
        }

        @Override
        public void incoming(Socket socket, ByteBuffer bytes) {}

        @Override
        public void outgoing(Socket socket, ByteBuffer bytes) {}

        @Override
        public void closed(Socket socket) {}
    }
}
