package io.github.stitchopenmetadata.kamelet;

import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.stitchopenmetadata.http.BoundedHttp;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The bindings of kamelets.md as they are printed, all of them in one plain Camel context that has nothing else of ours. */
class KameletsPageRouteTest {

    private static final Pattern BINDING = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final long SHOP = 310_401;
    private static final String BATCH = "/v2/import/batch";

    @RegisterExtension
    private final WireMockExtension imports = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    @TempDir
    private Path folder;

    @Test
    void allBindingsRunAsPrinted() throws Exception {
        Path messages = folder.resolve("messages");
        imports.stubFor(post(BATCH).willReturn(okJson("{\"status\": \"OK\"}").withStatus(201)));
        try (Sandbox sandbox = Sandbox.start();
                CamelContext camel = new DefaultCamelContext()) {
            Properties hosts = new Properties();
            hosts.putAll(Map.of(
                    "visits.token", "import-token", "visits.api", imports.baseUrl(), "import.batch.seconds", "1"));
            hosts.putAll(Map.of(
                    "shop.token", sandbox.stitchToken(),
                    "shop.api", sandbox.stitchUrl(),
                    "shop.schedule", "0/3 * * * * ?",
                    "shop.messages", messages.toString(),
                    "catalog.messages", messages.toString(),
                    "catalog.refused", folder.resolve("refused").toString(),
                    "catalog.api", sandbox.catalogUrl(),
                    "catalog.token", sandbox.catalogToken(),
                    "state.directory", folder.resolve("state").toString(),
                    // of the host, and no parameter of a Kamelet
                    "jwtTokenFile", "there-is-none"));
            camel.getPropertiesComponent().setInitialProperties(hosts);
            ThreadPoolProfile pools = camel.getExecutorServiceManager().getDefaultThreadPoolProfile();
            for (String binding : bindings()) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(ResourceHelper.fromString("binding.camel.yaml", binding));
            }

            camel.start();

            assertThat(pause(camel).path("paused_at").asText()).startsWith("2001-01-01");
            Exchange visit = camel.createFluentProducerTemplate()
                    .withBody(Map.of("id", 1, "page", "start"))
                    .to("direct:visits")
                    .send();
            assertThat(visit.getException()).isNull();
            assertThat(visit.getMessage().getBody()).isEqualTo(Map.of("id", 1, "page", "start"));
            assertThat(visit.getMessage().getHeaders()).isEmpty();
            await().until(() -> sandbox.catalogServer()
                    .catalog()
                    .edge("prod_postgres.shop.public.orders", "warehouse.ANALYTICS.SHOP.ORDERS")
                    .isPresent());
            await().until(() -> delivered(messages).size() >= 10);
            assertThat(delivered(messages))
                    .allSatisfy(file -> assertThat(schema().validate(Json.MAPPER.readTree(file.toFile())))
                            .isEmpty());
            await().until(() -> !imports.findAll(postRequestedFor(urlPathEqualTo(BATCH))
                            .withHeader("Authorization", equalTo("Bearer import-token"))
                            .withRequestBody(containing("\"table_name\":\"visits\"")))
                    .isEmpty());
            assertThat(folder.resolve("refused")).doesNotExist();
            assertThat(camel.getComponent("stitch-http")).isInstanceOf(BoundedHttp.class);
            assertThat(camel.getComponent("http")).isExactlyInstanceOf(HttpComponent.class);
            assertThat(camel.getExecutorServiceManager().getDefaultThreadPoolProfile())
                    .isSameAs(pools);
        }
    }

    private static JsonNode pause(CamelContext camel) {
        Exchange done = camel.createFluentProducerTemplate()
                .withBody(SHOP)
                .withHeader("of the host", "kept")
                .to("direct:pause")
                .send();
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getHeaders()).containsExactly(Map.entry("of the host", "kept"));
        assertThat(done.getVariables()).isEmpty();
        return done.getMessage().getBody(JsonNode.class);
    }

    private static List<String> bindings() throws IOException {
        List<String> bindings = BINDING.matcher(Files.readString(Path.of("src/site/markdown/kamelets.md")))
                .results()
                .map(binding -> binding.group(1))
                .toList();
        assertThat(bindings).hasSize((int) KameletFilesTest.files().count());
        return bindings;
    }

    private static List<Path> delivered(Path messages) throws IOException {
        Path done = messages.resolve(".camel");
        if (Files.notExists(done)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(done)) {
            return files.toList();
        }
    }

    private static JsonSchema schema() throws IOException {
        try (InputStream schema = KameletsPageRouteTest.class.getResourceAsStream("/lineage-message.schema.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(schema);
        }
    }
}
