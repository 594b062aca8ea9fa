package io.github.stitchopenmetadata.catalog.register;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.stitchopenmetadata.catalog.model.CatalogVersion;
import io.github.stitchopenmetadata.catalog.model.LineageEdge;
import io.github.stitchopenmetadata.catalog.model.RegisteredService;
import io.github.stitchopenmetadata.catalog.model.Table;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.support.OpenMetadataSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationsTest {

    private static final String SCHEMA = "stitch_sources.default.crm";

    private static Field field(String name, List<String> types, Field... fields) {
        return new Field(name, types, null, null, List.of(fields));
    }

    private static RegisteredTable table(Field... fields) {
        return new RegisteredTable(SCHEMA, "deals", "deals", ColumnTypes.columns(List.of(fields), 256));
    }

    /** @param service as the server gives it; "" where there is none */
    private static RegisteredService found(String service) {
        RegisteredService registered =
                new RegisteredService("stitch_sources", "stitch", CatalogVersion.parse("1.13.0"));
        registered.found(service.isEmpty() ? MissingNode.getInstance() : json(service));
        return registered;
    }

    @ParameterizedTest
    @ValueSource(strings = {"register", " Pipeline ", "SKIP"})
    void takeTheThreeModesInAnyLetterCase(String saas) {
        assertThat(new Registrations(saas, "stitch_sources")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "${x}"})
    void refuseAnyOtherMode(String saas) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Registrations(saas, "stitch_sources"))
                .withMessageContainingAll("lineage.saas is \"" + saas + "\"", "register", "pipeline", "skip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a::b", "a>b", "a\"b", "a\tb"})
    void refuseANameThatNoServiceCanHave(String service) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Registrations("register", service))
                .withMessageStartingWith("lineage.saas.service is ");
    }

    @Test
    void sendWhatServersTake() {
        List<String> schemas = List.of(
                "api/services/createDatabaseService.json",
                "api/data/createDatabase.json",
                "api/data/createDatabaseSchema.json");
        List<RegisteredService.Container> containers = found("").lacking("crm", "CRM");

        assertThat(containers).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(OpenMetadataSchema.of(schemas.get(i))
                            .refusals(containers.get(i).body()))
                    .isEmpty();
        }
        JsonNode body = table(
                        field("id", List.of("integer")),
                        field("a\tb", List.of("string")),
                        field("lines", List.of("array"), field("sku", List.of("string"))),
                        field("owner", List.of("object"), field("id", List.of())),
                        field("tags", List.of("array")),
                        field("x", List.of("object")))
                .body();
        assertThat(OpenMetadataSchema.of("api/data/createTable.json").refusals(body))
                .isEmpty();
    }

    @Test
    void createTheServiceTheDatabaseAndTheSchemaOnce() {
        RegisteredService service = found("");

        service.lacking("crm", "CRM").forEach(container -> new Registrations("register", "stitch_sources")
                .created(container, container.body()));

        assertThat(service.lacking("crm", "CRM")).isEmpty();
        assertThat(service.lacking("ads", "Ads"))
                .singleElement()
                .extracting(RegisteredService.Container::fqn)
                .isEqualTo("stitch_sources.default.ads");
    }

    @Test
    void knowTheirServiceByItsMark() {
        String mark =
                "'serviceType': 'CustomDatabase', 'description': 'Hello. " + RegisteredService.MARK + " since May.'";

        assertThat(found("{" + mark + "}")).matches(service -> service.strange() == null && service.exists());
        assertThat(found("{" + mark + ", 'deleted': true}"))
                .matches(service -> service.strange() == null && !service.exists());
        assertThat(found("{'serviceType': 'CustomDatabase', 'deleted': true}").strange())
                .contains("stitch_sources", RegisteredService.MARK);
        assertThat(found("{'serviceType': 'Mysql', 'description': '" + RegisteredService.MARK + "'}")
                        .strange())
                .contains("Mysql");
    }

    @Test
    void takeATableForUnchangedWhateverTheOrderOfItsColumnsAndWhatPeopleWrote() {
        RegisteredTable table = table(
                field("id", List.of("integer")), field("owner", List.of("object"), field("a", List.of("string"))));

        assertThat(
                        table.isAs(
                                json(
                                        """
                {'description': 'x', 'columns': [{'name': 'owner', 'dataType': 'STRUCT', 'children': [{'name': 'a', 'dataType': 'STRING', 'tags': []}]},
                                                 {'name': 'id', 'dataType': 'BIGINT', 'description': 'The key.'}]}""")))
                .isTrue();
        assertThat(
                        table.isAs(
                                json(
                                        """
                {'columns': [{'name': 'owner', 'dataType': 'STRUCT', 'children': [{'name': 'b', 'dataType': 'STRING'}]}, {'name': 'id', 'dataType': 'BIGINT'}]}""")))
                .isFalse();
        assertThat(table.isAs(json("{'columns': [{'name': 'id', 'dataType': 'BIGINT'}]}")))
                .isFalse();
        assertThat(table().isAs(json("{'columns': [{'name': 'id', 'dataType': 'BIGINT'}]}")))
                .isTrue();
    }

    @Test
    void nameTheColumnsOfAnEdgeAsTheServerDoes() {
        RegisteredTable table = table(
                field("owner", List.of("object"), field("a.b", List.of("string"))), field("gone", List.of("string")));
        Table to = new Table("2", "DEALS", "w.DEALS", List.of());
        LineageEdge planned = new LineageEdge(
                "deals",
                table.provisional(),
                to,
                table.provisional().columns().stream()
                        .map(column -> new LineageEdge.ColumnPair(column.fqn(), "w.DEALS." + column.name()))
                        .toList());

        LineageEdge edge = RegisteredTable.edge(
                planned,
                json(
                        """
                {'id': '1', 'name': 'deals', 'fullyQualifiedName': 's.deals', 'columns': [{'name': 'owner', 'fullyQualifiedName': 's.deals.owner'}]}"""));

        assertThat(edge.from().id()).isEqualTo("1");
        assertThat(edge.columns()).containsExactly(new LineageEdge.ColumnPair("s.deals.owner", "w.DEALS.owner"));
    }
}
