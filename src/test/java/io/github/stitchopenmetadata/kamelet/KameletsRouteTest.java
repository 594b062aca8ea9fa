package io.github.stitchopenmetadata.kamelet;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.sandbox.Sandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KameletsRouteTest {

    @TempDir
    private Path folder;

    @Test
    void all() throws Exception {
        try (Sandbox sandbox = Sandbox.start();
                CamelContext camel = new DefaultCamelContext()) {
            Properties own = new Properties();
            own.putAll(Map.of(
                    "shop.token", sandbox.stitchToken(),
                    "shop.api", sandbox.stitchUrl(),
                    "shop.schedule", "0/1 * * * * ?",
                    "shop.messages", folder.resolve("messages").toString(),
                    "catalog.messages", folder.resolve("messages").toString(),
                    "catalog.refused", folder.resolve("refused").toString(),
                    "catalog.api", sandbox.catalogUrl(),
                    "catalog.token", sandbox.catalogToken(),
                    "state.directory", folder.resolve("state").toString()));
            camel.getPropertiesComponent().setInitialProperties(own);
            for (String block : blocks()) {
                PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("binding.camel.yaml", block));
            }
            camel.start();
            Exchange done = camel.createFluentProducerTemplate()
                    .withBody("310401")
                    .withHeader("kept", "x")
                    .to("direct:pause")
                    .send();
            if (done.getException() != null) throw done.getException();
            assertThat(done.getMessage()
                            .getBody(JsonNode.class)
                            .path("paused_at")
                            .asText())
                    .startsWith("2001");
            System.out.println(done.getMessage().getHeaders() + " " + done.getVariables());
            await().until(() -> sandbox.catalogServer()
                    .catalog()
                    .edge("prod_postgres.shop.public.orders", "warehouse.ANALYTICS.SHOP.ORDERS")
                    .isPresent());
            System.out.println(camel.getRoutesSize());
        }
    }

    static List<String> blocks() throws Exception {
        Matcher m = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("src/site/markdown/kamelets.md")));
        return m.results().map(r -> r.group(1)).toList();
    }
}
