package io.github.stitchopenmetadata.catalog.pipeline;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.KnownPipeline;
import io.github.stitchopenmetadata.lineage.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetirementsTest {

    private final Retirements retirements = new Retirements();

    private static Catalog catalog(String version, JsonNode... pipelines) {
        Catalog catalog = new Catalogs().open(json("{'version': '" + version + "'}"));
        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));
        catalog.addPipelines(List.of(pipelines));
        return catalog;
    }

    private static JsonNode pipeline(String name, String url, boolean deleted) {
        return json(
                "{'id': 'id-%1$s', 'name': '%1$s', 'fullyQualifiedName': 'stitch.%1$s', 'sourceUrl': '%2$s', 'deleted': %3$s}"
                        .formatted(name, url, deleted));
    }

    private static Catalog of(int sources) {
        List<JsonNode> pipelines = new ArrayList<>();
        for (int i = 0; i < sources; i++) {
            pipelines.add(pipeline("s" + i, Messages.APP, false));
        }
        return catalog("1.13.0", pipelines.toArray(JsonNode[]::new));
    }

    @Test
    void takesThePipelinesWhoseSourceIsGone() {
        Catalog catalog = catalog(
                "1.13.0",
                pipeline("here", Messages.APP, false),
                pipeline("gone", Messages.APP, false),
                pipeline("by_hand", "https://airflow.example/", false),
                pipeline("gone_before", Messages.APP, true));

        Retirements.Retirement retirement = retirements.decide(catalog, Set.of("here"));

        assertThat(retirement.pipelines()).extracting(KnownPipeline::name).containsExactly("gone");
        assertThat(retirement.withheld()).isNull();
    }

    @Test
    void takesAPipelineThatAPersonDeletedBeforeItsSourceWasGone() {
        JsonNode byPerson = ((ObjectNode) pipeline("by_person", Messages.APP, true))
                .put("sourceHash", Fingerprint.of("all", "Shop").toString());

        assertThat(retirements
                        .decide(catalog("1.13.0", byPerson, pipeline("here", Messages.APP, false)), Set.of("here"))
                        .pipelines())
                .singleElement()
                .matches(retirements::isHidden);
        assertThat(retirements
                        .decide(catalog("1.13.0", byPerson), Set.of("by_person"))
                        .pipelines())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10, 5, true", "10, 4, false", "2, 1, true", "1, 0, false", "3, 2, true"})
    void takesNoneWhereTheyAreTooMany(int all, int staying, boolean allowed) {
        Set<String> present =
                Set.copyOf(IntStream.range(0, staying).mapToObj(i -> "s" + i).toList());

        assertThat(retirements.decide(of(all), present).withheld() == null).isEqualTo(allowed);
        assertThat(retirements.decide(of(all), present).pipelines()).hasSize(allowed ? all - staying : 0);
        retirements.setConfirmed(true);
        assertThat(retirements.decide(of(all), present).pipelines()).hasSize(all - staying);
    }

    @Test
    void saysWhatToDoWhereTheyAreTooMany() {
        retirements.setShare(10);

        assertThat(retirements.decide(of(4), Set.of("s0", "s1", "s2")).withheld())
                .contains("1 of 4 pipelines", "10 %", "-Dingest.confirmDelete=true");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void refusesAShareThatIsNone(int share) {
        assertThatThrownBy(() -> retirements.setShare(share))
                .hasMessageContainingAll("ingest.delete.share is " + share, "from 0 to 100");
    }

    @Test
    void opensTheSealSoThatAPipelineThatComesBackIsDeliveredAgain() {
        Fingerprint seal = Fingerprint.of("all", "Shop");
        KnownPipeline pipeline = new KnownPipeline("id", "shop", "stitch.shop", Messages.APP, seal, false);

        assertThat(retirements.opened(catalog("1.4.0"), pipeline))
                .isEqualTo(json("[{'op': 'add', 'path': '/sourceHash', 'value': '" + seal.open() + "'}]"));
        assertThat(retirements.opened(catalog("1.1.0"), pipeline))
                .isEqualTo(json("[{'op': 'add', 'path': '/pipelineUrl', 'value': '" + Messages.APP + "#" + seal.open()
                        + "'}]"));
    }
}
