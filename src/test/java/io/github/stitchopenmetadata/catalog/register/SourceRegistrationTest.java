package io.github.stitchopenmetadata.catalog.register;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static io.github.stitchopenmetadata.text.JsonText.page;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.LineageEdge.ColumnPair;
import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.lineage.Messages;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRegistrationTest {

    private static final Field OWNER =
            new Field("owner", List.of("object"), null, null, List.of(Messages.field("name")));
    private static final Stream DEALS = new Stream(
            1,
            "deals",
            "deals",
            null,
            null,
            false,
            null,
            null,
            List.of(),
            List.of(Messages.field("id"), OWNER),
            List.of(),
            null,
            null);
    private static final Stream NOTES = Messages.stream(2, null, null, "notes", "id");
    private static final Stream UNREAD = Messages.unreadable(3, "calls", "timeout");
    private static final LineageMessage MESSAGE =
            Messages.of(Messages.source("platform.hubspot", Map.of()), null, DEALS, NOTES, UNREAD);
    private static final Table TO = new Table("d", "DEALS", "w.DEALS", List.of());
    /** As a server gives it that has all of it. */
    private static final String KNOWN =
            """
            {'id': '7', 'name': 'deals', 'fullyQualifiedName': 'S.deals', 'columns': [{'name': 'id', 'dataType': 'STRING', 'fullyQualifiedName': 'S.deals.id'},
              {'name': 'owner', 'dataType': 'STRUCT', 'fullyQualifiedName': 'S.deals.owner',
               'children': [{'name': 'name', 'dataType': 'STRING', 'fullyQualifiedName': 'S.deals.owner.name'}]}]}""";

    private final Catalog catalog = new Catalogs().unopened(json("{'version': '1.13.0'}"));

    private SourceEnd end(String mode, boolean catalogued, boolean lineage, String service) {
        Registrations registrations = new Registrations(mode, "stitch_sources");
        Workflow workflow = ShopWorkflow.withLineage(lineage);
        registrations.found(registrations.open(catalog, ShopWorkflow.run(workflow)), json(service));
        assertThat(registrations.isOn(ShopWorkflow.run(workflow))).isEqualTo(mode.equals("register") && lineage);
        return registrations.end(workflow, catalog, MESSAGE, catalogued);
    }

    private SourceEnd end() {
        return end(
                "register",
                false,
                true,
                "{'serviceType': 'CustomDatabase', 'description': 'Kept by stitch-openmetadata'}");
    }

    /** Every column of the registered table, at both levels, to a column of the same name. */
    private static LineageEdge planned(SourceEnd end) {
        Table from = end.place(DEALS).orElseThrow().table();
        List<ColumnPair> pairs = new ArrayList<>();
        from.columns().forEach(column -> {
            pairs.add(new ColumnPair(column.fqn(), "w.DEALS." + column.name()));
            column.children().forEach(child -> pairs.add(new ColumnPair(child.fqn(), "w.DEALS.X." + child.name())));
        });
        return new LineageEdge("deals", from, TO, pairs);
    }

    @ParameterizedTest
    @CsvSource({
        "register, true, true, false",
        "register, false, false, false",
        "register, false, true, true",
        "skip, false, true, false",
        "pipeline, false, true, false"
    })
    void standsForSourcesThatHaveNoTablesInTheCatalog(
            String mode, boolean catalogued, boolean lineage, boolean registered) {
        SourceEnd end = end(
                mode,
                catalogued,
                lineage,
                "{'serviceType': 'CustomDatabase', 'description': 'Kept by stitch-openmetadata'}");

        assertThat(end.isRegistered()).isEqualTo(registered);
        assertThat(end.hasColumns()).isEqualTo(!mode.equals("pipeline"));
        assertThat(end.place(DEALS).isPresent()).isEqualTo(registered || mode.equals("pipeline"));
        assertThat(end.due()).hasSize(registered ? 2 : 0);
    }

    @Test
    void registersNothingInAServiceOfSomebodyElse() {
        SourceEnd end = end("register", false, true, "{'serviceType': 'Mysql'}");

        assertThat(end.isRegistered()).isFalse();
        assertThat(end.place(DEALS).orElseThrow().reason()).isEqualTo(MissingEdge.Reason.SERVICE_NAME_TAKEN);
        assertThat(end.due()).isEmpty();
        assertThat(end.edges(List.of(), "p")).isEmpty();
    }

    @Test
    void hasNoPlaceForAStreamThatCouldNotBeRead() {
        SourceEnd end = end();

        assertThat(end.place(DEALS)).isPresent();
        assertThat(end.place(UNREAD)).isEmpty();
        assertThat(end.due()).extracting(RegisteredTable::stream).containsExactlyInAnyOrder("deals", "notes");
    }

    @Test
    void drawsEdgesFromThePipelineWithItsIdAndWithoutColumns() {
        SourceEnd end = end("pipeline", false, true, "{}");

        assertThat(end.edges(List.of(new LineageEdge("deals", TO, TO, List.of(new ColumnPair("a", "b")))), "p1"))
                .singleElement()
                .isEqualTo(new LineageEdge(
                        "deals",
                        LineageEdge.PIPELINE,
                        new Table("p1", "pipeline", "pipeline", List.of()),
                        TO,
                        List.of()));
    }

    @Test
    void drawsEdgesFromTheTablesAsTheServerNamesThem() {
        SourceEnd end = end();
        LineageEdge planned = planned(end);
        assertThat(planned.columns()).hasSize(3);
        assertThat(end.edges(List.of(planned), "p"))
                .as("not before there is a table")
                .isEmpty();

        end.addKnown(List.of(json(KNOWN), json("{'name': 'strange'}")));

        LineageEdge edge = end.edges(List.of(planned), "p").get(0);
        assertThat(edge.from().id()).isEqualTo("7");
        assertThat(edge.columns())
                .containsExactly(
                        new ColumnPair("S.deals.id", "w.DEALS.id"),
                        new ColumnPair("S.deals.owner", "w.DEALS.owner"),
                        new ColumnPair("S.deals.owner.name", "w.DEALS.X.name"));
    }

    @Test
    void writesTheTablesThatAreMissingOrDifferOnce() {
        SourceEnd end = end();
        ObjectNode old = (ObjectNode) json(KNOWN);
        old.withArray("columns").remove(0);
        end.addKnown(page("[" + old + "]"));
        assertThat(end.due()).hasSize(2);

        RegisteredTable deals = end.due().stream()
                .filter(table -> table.name().equals("deals"))
                .findFirst()
                .orElseThrow();
        end.registered(deals, ((ObjectNode) json(KNOWN)).put("id", "made up"));

        assertThat(end.due()).extracting(RegisteredTable::name).containsExactly("notes");
        assertThat(end.edges(List.of(planned(end)), "p").get(0).from().id())
                .as("a table keeps its id")
                .isEqualTo("7");
        end.registered(end.due().get(0), json("{'id': '8', 'name': 'notes', 'columns': []}"));
        assertThat(end.due())
                .as("also where the server made something else of it")
                .isEmpty();
    }

    @Test
    void writesNothingWhereAllIsThere() {
        SourceEnd end = end();

        end.addKnown(
                List.of(json(KNOWN), json("{'name': 'notes', 'columns': [{'name': 'id', 'dataType': 'STRING'}]}")));

        assertThat(end.due()).isEmpty();
    }

    /** The fingerprint covers them, so that a field that comes or goes is delivered. */
    @Test
    void tellsAllThatItBringsIntoTheCatalog() {
        List<JsonNode> tables =
                end().contents().stream().map(line -> json(line)).toList();

        assertThat(tables)
                .containsExactlyInAnyOrder(
                        json(
                                """
                {'name': 'deals', 'displayName': 'deals', 'databaseSchema': 'stitch_sources.default.shop',
                 'columns': [{'name': 'id', 'dataType': 'STRING'}, {'name': 'owner', 'dataType': 'STRUCT', 'children': [{'name': 'name', 'dataType': 'STRING'}]}]}"""),
                        json(
                                """
                {'name': 'notes', 'displayName': 'notes', 'databaseSchema': 'stitch_sources.default.shop', 'columns': [{'name': 'id', 'dataType': 'STRING'}]}"""));
    }
}
