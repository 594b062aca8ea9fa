package io.github.stitchopenmetadata.catalog.model;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RegisteredSchemasTest {

    private static final String OF_A = mark("shopify", "a");
    private static final String OF_B = mark("shopify", "b");

    private static String mark(String source, String service) {
        return "Kept by stitch-openmetadata for the source \"" + source + "\" of the pipeline service \"" + service
                + "\".";
    }

    /** @param schemas each with its description */
    private static RegisteredSchemas of(String pipelineService, JsonNode... schemas) {
        RegisteredSchemas known = new RegisteredSchemas(pipelineService, 256);
        List.of(schemas).forEach(known::add);
        return known;
    }

    private static ObjectNode schema(String name, String description) {
        return ((ObjectNode) json("{'id': '7'}")).put("name", name).put("description", description);
    }

    /** A pipeline that this program made, as far as it tells. */
    private static KnownPipeline pipeline(String name, boolean deleted) {
        return new KnownPipeline(
                "1",
                name,
                "x." + name,
                "https://app.stitchdata.com/client/42/pipeline/v2/sources/1/summary",
                Fingerprint.of(Stream.of("x"), "x"),
                deleted);
    }

    @Test
    void giveASourceTheSchemaOfItsName() {
        RegisteredSchemas schemas = of("b");

        assertThat(schemas.name("shopify")).isEqualTo("shopify");
        assertThat(schemas.exists("shopify")).isFalse();
        assertThat(schemas.needsPipelines("shopify")).isFalse();
        assertThat(schemas.body("shopify", "Shop"))
                .isEqualTo(((ObjectNode) json("{'name': 'shopify', 'displayName': 'Shop'}")).put("description", OF_B));
    }

    @Test
    void leaveTheSchemaOfAnotherAccountAlone() {
        RegisteredSchemas schemas = of("b", schema("shopify", OF_A));

        assertThat(schemas.needsPipelines("shopify")).isFalse();
        assertThat(schemas.name("shopify")).isEqualTo("shopify__b");
        assertThat(schemas.exists("shopify")).isFalse();
        assertThat(schemas.body("shopify", "Shop").path("description").asText()).isEqualTo(OF_B);
    }

    @Test
    void keepWhatIsTheirsWhateverElseIsThere() {
        JsonNode apart = schema("shopify__b", "Our shop. " + OF_B);

        assertThat(of("b", apart).name("shopify")).isEqualTo("shopify__b");
        assertThat(of("b", apart, schema("shopify", "")).name("shopify")).isEqualTo("shopify__b");
        assertThat(of("b", apart, schema("shopify", "")).needsPipelines("shopify"))
                .isFalse();
        assertThat(of("a", apart, schema("shopify", OF_A)).name("shopify")).isEqualTo("shopify");
    }

    @Test
    void tellTheSchemaOfASourceFromThatOfASourceSetApart() {
        RegisteredSchemas schemas = of("b", schema("shopify", OF_A), schema("shopify__b", mark("shopify__b", "b")));

        assertThat(schemas.name("shopify__b")).isEqualTo("shopify__b");
        assertThat(schemas.name("shopify")).matches("shopify__b__\\p{XDigit}{8}");
    }

    @Test
    void leaveAnUnmarkedSchemaToTheFirstServiceThatHasThePipeline() {
        JsonNode unmarked = schema("shopify", "Our shop.");

        for (String service : List.of("A", "a", "\uFF5A", "\uD83D\uDE00")) {
            RegisteredSchemas schemas = of(service, unmarked);
            assertThat(schemas.needsPipelines("shopify")).isTrue();
            List.of("a", "\uD83D\uDE00", "\uFF5A").forEach(other -> schemas.add(other, pipeline("shopify", false)));
            schemas.add("A", pipeline("shopify", true));
            schemas.add("A", pipeline("other", false));
            schemas.pipelinesKnown();
            assertThat(schemas.needsPipelines("shopify")).isFalse();
            assertThat(schemas.name("shopify")).isEqualTo(service.equals("a") ? "shopify" : "shopify__" + service);
        }
    }

    @Test
    void takeAnUnmarkedSchemaThatNobodyElseNeeds() {
        RegisteredSchemas schemas = of("b", schema("shopify", ""), schema("shopify__a", OF_A));
        schemas.add("a", pipeline("shopify", false));
        schemas.add("b", pipeline("shopify", false));
        schemas.pipelinesKnown();

        assertThat(schemas.name("shopify")).isEqualTo("shopify");
        assertThat(schemas.lacksMark("shopify")).isTrue();
        assertThat(schemas.id("shopify")).isEqualTo("7");
        schemas.marked("shopify");
        assertThat(schemas.lacksMark("shopify")).isFalse();
    }

    @Test
    void addTheMarkToWhatPeopleWrote() {
        assertThat(of("b", schema("shopify", "")).marking("shopify"))
                .isEqualTo(
                        json("[{'op': 'add', 'path': '/description', 'value': '" + OF_B.replace("\"", "\\\"") + "'}]"));
        JsonNode patch = of("b", schema("shopify", "Our shop.")).marking("shopify");
        assertThat(patch.path(0)).isEqualTo(json("{'op': 'test', 'path': '/description', 'value': 'Our shop.'}"));
        assertThat(patch.path(1).path("value").asText()).isEqualTo("Our shop.\n\n" + OF_B);
    }

    @Test
    void noticeThatAnotherAccountWasFaster() {
        RegisteredSchemas schemas = of("b");

        schemas.made("crm", schema("crm", mark("crm", "b")));
        assertThat(schemas.exists("crm")).isTrue();
        assertThatExceptionOfType(InvalidAnswerException.class)
                .isThrownBy(() -> schemas.made("shopify", schema("shopify", OF_A)))
                .withMessageContaining("another account");
    }

    @Test
    void bringTheirDeletedSchemaBack() {
        ObjectNode deleted = schema("shopify", OF_A).put("deleted", true);

        assertThat(of("a", deleted).name("shopify")).isEqualTo("shopify");
        assertThat(of("a", deleted).exists("shopify")).isFalse();
        assertThat(of("b", deleted).name("shopify")).isEqualTo("shopify__b");
    }
}
