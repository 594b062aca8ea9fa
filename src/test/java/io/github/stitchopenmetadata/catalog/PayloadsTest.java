package io.github.stitchopenmetadata.catalog;

import static io.github.stitchopenmetadata.http.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Source;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.lineage.Messages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadsTest {

    private static final OpenMetadataSchema CREATE_PIPELINE = OpenMetadataSchema.of("api/data/createPipeline.json");
    private static final Stream ORDERS = Messages.stream(1, "shop", "public", "orders", "id");
    private static final Stream PLAIN = new Stream(2, "x", "Größe / \"XL\"", null, null, false, null, null, null, null, null, null);

    private static ObjectNode pipeline(String version, Source source, Stream... streams) {
        Catalogs catalogs = new Catalogs();
        Catalog catalog = catalogs.open(json("{'version': '" + version + "'}"));
        catalogs.useService(catalog, json("{'fullyQualifiedName': 'stitch'}"));
        LineageMessage message = Messages.of(source, null, streams);
        return Payloads.pipeline(catalog, message, TaskNames.of(message.streams()));
    }

    @Test
    void describeAPipelineForOpenMetadata14() {
        ObjectNode body = pipeline("1.4.8", Messages.postgres(), ORDERS, PLAIN);

        assertThat(body).isEqualTo(json("""
                {'name': 'shop', 'displayName': 'Shop', 'service': 'stitch', 'scheduleInterval': '0 * * * *', 'startDate': '2019-01-01T00:00:00Z',
                 'sourceUrl': 'https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/',
                 'tasks': [{'name': 'orders', 'displayName': 'orders', 'taskType': 'INCREMENTAL',
                            'sourceUrl': 'https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/'},
                           {'name': 'Größe / __reserved__quote__XL__reserved__quote__', 'displayName': 'Größe / \\"XL\\"',
                            'sourceUrl': 'https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/'}]}"""));
        assertThat(CREATE_PIPELINE.refusals(body)).isEmpty();
        assertThat(CREATE_PIPELINE.refusals(Payloads.sealed(body, Fqn.hash("x")))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.6.0, true, ", "1.7.0, true, Active", "1.7.0, false, Inactive", "1.13.0, true, Active", "1.13.0, false, Inactive", "2.0.0, true, Active"})
    void tellTheStateWhereTheServerKnowsIt(String version, boolean active, String state) {
        Source source = new Source(11, "shop", "Shop", "t", null, Messages.APP, active, true, null, null, null);
        ObjectNode body = pipeline(version, source);

        ObjectNode expected = (ObjectNode) json("{'name': 'shop', 'displayName': 'Shop', 'service': 'stitch', 'sourceUrl': '" + Messages.APP + "', 'tasks': []}");
        assertThat(body).isEqualTo(state == null ? expected : expected.put("state", state));
    }

    @Test
    void fitTheServerWhateverTheNames() {
        Source source = new Source(11, "a::b>\"c\" " + "x".repeat(400), "Ünï", "t", null, Messages.APP, true, true, "2019-01-01T00:00:00+02:00", "0 0 6 ? * 6L", null);
        Stream[] streams = java.util.stream.Stream.of("", "::", "🛒".repeat(300), "a\u0000b", "a.b").map(name -> Messages.stream(1, "d", "s", name)).toArray(Stream[]::new);

        assertThat(CREATE_PIPELINE.refusals(pipeline("1.4.0", source, streams))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'state': 'Active'", "'owners': []", "'startDate': '-1 year'", "'name': 'a::b'", "'sourceHash': '123456789012345678901234567890123'",
        "'tasks': [{'name': 'a', 'mood': 1}]"})
    void areCheckedAgainstASchemaThatRefuses(String fields) {
        ObjectNode body = pipeline("1.4.0", Messages.postgres(), ORDERS);
        body.setAll((ObjectNode) json("{" + fields + "}"));

        assertThat(CREATE_PIPELINE.refusals(body)).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1.4.0, CustomPipeline", "1.5.9, CustomPipeline", "1.6.0, Stitch", "1.13.0, Stitch"})
    void describeAServiceWithoutAnyConnection(String version, String type) {
        JsonNode body = new Payloads().pipelineService(new Catalogs().open(json("{'version': '" + version + "'}")), ShopWorkflow.named("Größe & co"));

        assertThat(body).isEqualTo(json("{'name': 'Größe & co', 'serviceType': '" + type + "'}"));
        List<String> refusals = OpenMetadataSchema.of("api/services/createPipelineService.json").refusals(body);
        assertThat(refusals.isEmpty()).isEqualTo(type.equals("CustomPipeline"));
    }

    @ParameterizedTest
    @CsvSource({"UNCHANGED, true, true", "DRAWN, true, true", "FAILED, true, false", ", true, true", "DRAWN, false, false"})
    void mayBeSealedWhenAllHasArrived(EdgeOutcome worst, boolean complete, boolean sealed) {
        List<MissingEdge> missing = List.of(new MissingEdge("shop", "orders", complete ? MissingEdge.Reason.AMBIGUOUS : MissingEdge.Reason.FAILED, "why"));
        Delivery delivery = new Delivery(Messages.of(Messages.postgres(), null), (ObjectNode) json("{}"), SourceEnd.FOUND, List.of(), missing, new DroppedColumns(), null);

        assertThat(new Payloads().mayBeSealed(delivery, worst)).isEqualTo(sealed);
    }

    @ParameterizedTest
    @CsvSource({", UNCHANGED, UNCHANGED", ", FAILED, FAILED", "UNCHANGED, DRAWN, DRAWN", "DRAWN, UNCHANGED, DRAWN", "FAILED, DRAWN, FAILED", "DRAWN, FAILED, FAILED"})
    void knowTheWorstOfTheEdges(EdgeOutcome one, EdgeOutcome other, EdgeOutcome worst) {
        assertThat(new EdgeOutcome.Worst().of(one, other)).isEqualTo(worst);
    }

    @Test
    void areSealedWithoutTouchingTheUnsealedBody() {
        ObjectNode body = pipeline("1.4.0", new Source(11, "shop", "Shop", "t", null, Messages.APP, true, true, null, null, Map.of()));
        Delivery delivery = new Delivery(Messages.of(Messages.postgres(), null), body, SourceEnd.FOUND, List.of(), List.of(), new DroppedColumns(), null);
        Payloads payloads = new Payloads();

        JsonNode sealed = payloads.sealedPipeline(delivery);

        assertThat(sealed.path("sourceHash").asText()).isEqualTo(delivery.hash()).hasSize(32);
        assertThat(((ObjectNode) sealed).without("sourceHash").equals(payloads.pipeline(delivery))).isTrue();
        assertThat(body.has("sourceHash")).isFalse();
    }
}
