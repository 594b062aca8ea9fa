package io.github.stitchopenmetadata.catalog.pipeline;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.TaskNames;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Source;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.support.OpenMetadataSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PipelinesTest {

    private static final OpenMetadataSchema CREATE_PIPELINE = OpenMetadataSchema.of("api/data/createPipeline.json");
    private static final Stream ORDERS = Messages.stream(1, "shop", "public", "orders", "id");
    private static final Stream PLAIN =
            new Stream(2, "x", "Größe / \"XL\"", null, null, false, null, null, null, null, null, null, null);

    private static ObjectNode pipeline(String version, Source source, Stream... streams) {
        LineageMessage message = Messages.of(source, null, streams);
        return Pipelines.pipeline(
                new Deliveries().version(version).withoutTags().message(message).plan(),
                TaskNames.of(message.streams(), 128));
    }

    @Test
    void describeAPipelineForOpenMetadata14() {
        ObjectNode body = pipeline("1.4.8", Messages.postgres(), ORDERS, PLAIN);

        assertThat(body)
                .isEqualTo(
                        json(
                                """
                {'name': 'shop', 'displayName': 'Shop', 'service': 'stitch', 'scheduleInterval': '0 * * * *', 'startDate': '2019-01-01T00:00:00Z',
                 'sourceUrl': 'https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/',
                 'tasks': [{'name': 'orders', 'displayName': 'orders', 'taskType': 'INCREMENTAL',
                            'sourceUrl': 'https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/'},
                           {'name': 'Größe / __reserved__quote__XL__reserved__quote__', 'displayName': 'Größe / \\"XL\\"',
                            'sourceUrl': 'https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/'}]}"""));
        assertThat(CREATE_PIPELINE.refusals(body)).isEmpty();
        assertThat(CREATE_PIPELINE.refusals(fingerprinted(body))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1.6.0, true, ",
        "1.7.0, true, Active",
        "1.7.0, false, Inactive",
        "1.13.0, true, Active",
        "1.13.0, false, Inactive",
        "2.0.0, true, Active"
    })
    void tellTheStateWhereTheServerKnowsIt(String version, boolean active, String state) {
        Source source = new Source(11, "shop", "Shop", "t", null, Messages.APP, active, true, null, null, null, null);
        ObjectNode body = pipeline(version, source);

        ObjectNode expected =
                (ObjectNode) json("{'name': 'shop', 'displayName': 'Shop', 'service': 'stitch', 'sourceUrl': '"
                        + Messages.APP + "', 'tasks': []}");
        assertThat(body).isEqualTo(state == null ? expected : expected.put("state", state));
    }

    @Test
    void fitTheServerWhateverTheNames() {
        Source source = new Source(
                11,
                "a::b>\"c\" " + "x".repeat(400),
                "Ünï",
                "t",
                null,
                Messages.APP,
                true,
                true,
                "2019-01-01T00:00:00+02:00",
                "0 0 6 ? * 6L",
                null,
                null);
        Stream[] streams = java.util.stream.Stream.of("", "::", "🛒".repeat(300), "a\u0000b", "a.b")
                .map(name -> Messages.stream(1, "d", "s", name))
                .toArray(Stream[]::new);

        assertThat(CREATE_PIPELINE.refusals(pipeline("1.4.0", source, streams))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'state': 'Active'",
                "'owners': []",
                "'startDate': '-1 year'",
                "'name': 'a::b'",
                "'sourceHash': '123456789012345678901234567890123'",
                "'tasks': [{'name': 'a', 'mood': 1}]"
            })
    void areCheckedAgainstASchemaThatRefuses(String fields) {
        ObjectNode body = pipeline("1.4.0", Messages.postgres(), ORDERS);
        body.setAll((ObjectNode) json("{" + fields + "}"));

        assertThat(CREATE_PIPELINE.refusals(body)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.6.1", "1.13.0"})
    void describeAServiceOfStitchWithoutAnyConnection(String version) {
        JsonNode body = Pipelines.service(
                new Catalogs().unopened(json("{'version': '" + version + "'}")), ShopWorkflow.named("Größe & co"));

        assertThat(body).isEqualTo(json("{'name': 'Größe & co', 'serviceType': 'Stitch'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.0", "1.2.0", "1.5.9", "1.6.0"})
    void describeAServiceOfTheCustomTypeWithAConnectionWithoutWhichItCouldNotBeWrittenAgain(String version) {
        JsonNode body = Pipelines.service(
                new Catalogs().unopened(json("{'version': '" + version + "'}")), ShopWorkflow.named("shop"));

        assertThat(body)
                .isEqualTo(
                        json(
                                "{'name': 'shop', 'serviceType': 'CustomPipeline', 'connection': {'config': {'type': 'CustomPipeline'}}}"));
    }

    @Test
    void describeAPipelineForOpenMetadata11() {
        assertThat(pipeline("1.1.0", Messages.postgres(), ORDERS))
                .isEqualTo(
                        json(
                                """
                {'name': 'shop', 'displayName': 'Shop', 'service': 'stitch', 'startDate': '2019-01-01T00:00:00Z',
                 'pipelineUrl': 'https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/',
                 'tasks': [{'name': 'orders', 'displayName': 'orders', 'taskType': 'INCREMENTAL',
                            'taskUrl': 'https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/'}]}"""));
    }

    @Test
    void tagWhatStitchTells() {
        Source source = new Source(
                11, "shop", "Shop", "platform.hp-postgres", null, Messages.APP, false, true, null, null, null, true);
        LineageMessage message = Messages.of(source, null, ORDERS, PLAIN);
        ObjectNode body =
                Pipelines.pipeline(new Deliveries().message(message).plan(), TaskNames.of(message.streams(), 128));

        assertThat(body.path("tags").findValuesAsText("tagFQN"))
                .containsExactly("Stitch.connector-hp-postgres", "Stitch.paused", "Stitch.connection-failing");
        assertThat(body.at("/tasks/0/tags"))
                .isEqualTo(
                        json(
                                """
                [{'tagFQN': 'Stitch.replication-incremental', 'source': 'Classification', 'labelType': 'Automated', 'state': 'Confirmed'}]"""));
        assertThat(body.at("/tasks/1").has("tags")).isFalse();
        assertThat(CREATE_PIPELINE.refusals(pipeline("1.4.0", source, ORDERS))).isEmpty();
    }

    private static JsonNode fingerprinted(ObjectNode body) {
        return new Deliveries().version("1.4.8").body(body.toString()).build().fingerprinted();
    }
}
