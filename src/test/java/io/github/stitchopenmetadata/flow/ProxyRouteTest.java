package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Servers that only a proxy can reach. */
class ProxyRouteTest {

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(1, 1, 1, 1.0));

    /** The server in front of the catalog plays the proxy; Stitch is on this machine, where none is asked. */
    @Test
    void reachesTheCatalogThroughTheProxyAndLogsInThere() throws Exception {
        servers.catalog.stubFor(any(anyUrl())
                .atPriority(1)
                .withHeader("Proxy-Authorization", absent())
                .willReturn(aResponse().withStatus(407).withHeader("Proxy-Authenticate", "Basic realm=\"proxy\"")));
        String proxy = "http://me:p%40ss@127.0.0.1:" + servers.catalog.port();

        try (Connector connector = servers.connector(Map.of(
                "openmetadata.hostPort",
                "http://catalog.test:8585/api",
                "http.trustedHosts",
                "catalog.test",
                "openmetadata.proxy",
                proxy,
                "stitch.proxy",
                proxy))) {
            Pass pass = connector.ingest();

            assertThat(pass.runs().get(0).problems().failures()).isEmpty();
            assertThat(pass.exitStatus()).isZero();
        }

        assertThat(servers.catalogServer.catalog().pipelines()).hasSize(1);
        assertThat(servers.catalog.findAll(anyRequestedFor(anyUrl())))
                .allMatch(request -> request.getUrl().startsWith("/api/v1/"));
    }

    /** The token never goes to the proxy itself. */
    @Test
    void asksTheProxyForATunnelToAnHttpsServer() throws Exception {
        List<String> heads = new CopyOnWriteArrayList<>();
        try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> refuse(proxy, heads));
            answering.setDaemon(true);
            answering.start();

            try (Connector connector = servers.connector(Map.of(
                    "stitch.hostPort",
                    "https://api.stitchdata.com",
                    "stitch.proxy",
                    "http://127.0.0.1:" + proxy.getLocalPort(),
                    "retry.attempts",
                    "0"))) {
                assertThat(connector.ingest().exitStatus()).isEqualTo(2);
            }
        }
        assertThat(heads).isNotEmpty().allSatisfy(head -> assertThat(head)
                .startsWith("CONNECT api.stitchdata.com:443")
                .doesNotContain("stitch-token"));
    }

    private static void refuse(ServerSocket proxy, List<String> heads) {
        while (true) {
            try (Socket connection = proxy.accept()) {
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                StringBuilder head = new StringBuilder();
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    head.append(line).append('\n');
                }
                heads.add(head.toString());
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.ISO_8859_1));
            } catch (Exception closed) {
                return;
            }
        }
    }
}
