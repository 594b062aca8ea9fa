package io.github.stitchopenmetadata.catalog.pipeline;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.Fingerprint;
import io.github.stitchopenmetadata.catalog.model.SchemaLookup;
import io.github.stitchopenmetadata.catalog.model.SchemaTables;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.lineage.PresentSources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetirementsTest {

    private final Retirements retirements = new Retirements();

    private static Catalog catalog(String version, JsonNode... pipelines) {
        Catalog catalog = new Catalogs().unopened(json("{'version': '" + version + "'}"));
        catalog.useService(json("{'fullyQualifiedName': 'stitch'}"));
        catalog.addPipelines(List.of(pipelines));
        return catalog;
    }

    private Retirements.Retirement decide(Catalog catalog, String... present) {
        return decide(catalog, true, present);
    }

    private Retirements.Retirement decide(Catalog catalog, boolean complete, String... present) {
        return retirements.decide(
                catalog, ShopWorkflow.run(ShopWorkflow.named("stitch")), new PresentSources(Set.of(present), complete));
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

        Retirements.Retirement retirement = decide(catalog, "here");

        assertThat(retirement.pipelines())
                .extracting(retired -> retired.pipeline().name())
                .containsExactly("gone");
        assertThat(retirement.withheld()).isEmpty();
    }

    @Test
    void takesAPipelineThatAPersonDeletedBeforeItsSourceWasGone() {
        JsonNode byPerson = ((ObjectNode) pipeline("by_person", Messages.APP, true))
                .put("sourceHash", Fingerprint.of(Stream.of("all"), "Shop").toString());

        assertThat(decide(catalog("1.13.0", byPerson, pipeline("here", Messages.APP, false)), "here")
                        .pipelines())
                .singleElement()
                .matches(retirements::isHidden);
        assertThat(decide(catalog("1.13.0", byPerson), "by_person").pipelines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10, 5, true", "10, 4, false", "2, 1, true", "1, 0, false", "3, 2, true"})
    void takesNoneWhereTheyAreTooMany(int all, int staying, boolean allowed) {
        String[] present = IntStream.range(0, staying).mapToObj(i -> "s" + i).toArray(String[]::new);

        assertThat(decide(of(all), present).withheld().isEmpty()).isEqualTo(allowed);
        assertThat(decide(of(all), present).pipelines()).hasSize(allowed ? all - staying : 0);
        retirements.setConfirmed(true);
        assertThat(decide(of(all), present).pipelines()).hasSize(all - staying);
    }

    @Test
    void doesNotCountPipelinesThatWereDeletedBefore() {
        Catalog catalog = catalog(
                "1.13.0",
                pipeline("a", Messages.APP, false),
                pipeline("b", Messages.APP, false),
                pipeline("deleted1", Messages.APP, true),
                pipeline("deleted2", Messages.APP, true),
                pipeline("deleted3", Messages.APP, true));

        assertThat(decide(catalog).pipelines()).isEmpty();
        assertThat(decide(catalog).withheld()).contains("2 of 2 ");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "100, 1"})
    void takesTheLeastAndTheGreatestShare(int share, int taken) {
        retirements.setShare(share);

        assertThat(decide(of(1)).pipelines()).hasSize(taken).noneMatch(retirements::isHidden);
    }

    @Test
    void saysWhatToDoWhereTheyAreTooMany() {
        retirements.setShare(10);

        assertThat(decide(of(4), "s0", "s1", "s2").withheld())
                .contains("1 of 4 pipelines", "10 %", "-Dingest.confirmDelete=true");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void refusesAShareThatIsNone(int share) {
        assertThatThrownBy(() -> retirements.setShare(share))
                .hasMessageContainingAll("ingest.delete.share is " + share, "from 0 to 100");
    }

    @Test
    void takesNoneWhereSourcesMayHaveBeenOverlooked() {
        retirements.setConfirmed(true);

        assertThat(decide(of(4), false, "s0", "s1", "s2")).isEqualTo(new Retirements.Retirement(List.of(), ""));
        assertThat(decide(of(4), true, "s0", "s1", "s2").pipelines()).hasSize(1);
    }

    @Test
    void takesNoneWhereTheWorkflowDoesNotAskForIt() {
        assertThat(retirements.decide(
                        of(4),
                        ShopWorkflow.run(ShopWorkflow.withoutRetirement()),
                        new PresentSources(Set.of("s0", "s1", "s2"), true)))
                .isEqualTo(new Retirements.Retirement(List.of(), ""));
    }

    /** The tables of the schemas that a source may have been loaded into are looked through for its edges. */
    @Test
    void listsTheSchemasThatBearTheNameOfTheSource() {
        Catalog catalog =
                catalog("1.13.0", pipeline("gone", Messages.APP, false), pipeline("here", Messages.APP, false));
        Catalog.DatabaseService warehouse = catalog.addDatabaseService(
                json("{'name': 'warehouse', 'serviceType': 'Snowflake', 'fullyQualifiedName': 'warehouse'}"));
        new SchemaLookup(catalog, warehouse, json("{'name': 'DWH'}"))
                .addSchemas(List.of(
                        json("{'name': 'GONE', 'fullyQualifiedName': 'warehouse.DWH.GONE'}"),
                        json("{'name': 'HERE', 'fullyQualifiedName': 'warehouse.DWH.HERE'}")));

        RetiredPipeline gone = decide(catalog, "here").pipelines().get(0);

        assertThat(retirements.unlisted(gone)).extracting(SchemaTables::fqn).containsExactly("warehouse.DWH.GONE");
    }

    @Test
    void isCompleteUnlessAnEdgeIsLeft() {
        RetiredPipeline gone = decide(of(2), "s0").pipelines().get(0);
        assertThat(retirements.isComplete(gone)).isTrue();

        gone.outcome().failed(new IOException("reset"));

        assertThat(retirements.isComplete(gone)).isFalse();
    }
}
