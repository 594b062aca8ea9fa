package io.github.stitchopenmetadata.catalog.register;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.text.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypesTest {

    private static Field field(String name, String type, Field... fields) {
        return new Field(name, List.of(type), null, null, List.of(fields));
    }

    private static List<RegisteredColumn> columns(Field... fields) {
        return ColumnTypes.columns(List.of(fields), 64);
    }

    @ParameterizedTest
    @CsvSource({
        "string, , STRING",
        "string, date-time, TIMESTAMP",
        "string, date, DATE",
        "string, email, STRING",
        "integer, , BIGINT",
        "number, , DOUBLE",
        "integer number, , DOUBLE",
        "boolean, , BOOLEAN",
        "object, , JSON",
        "string number, , UNKNOWN",
        "null, , UNKNOWN"
    })
    void saysInTheWordsOfOpenMetadataWhatAFieldIs(String types, String format, String dataType) {
        List<RegisteredColumn> columns = columns(new Field("f", List.of(types.split(" ")), format, null, List.of()));

        assertThat(columns).containsExactly(new RegisteredColumn("f", "f", dataType, null, List.of()));
    }

    @Test
    void keepsStructuresAndNamesPeopleKnow() {
        ArrayNode bodies = Json.MAPPER.createArrayNode();
        columns(
                        field("a\tb", "string"),
                        field("owner", "object", field("id", "integer")),
                        field("lines", "array", field("sku", "string")),
                        field("tags", "array"))
                .forEach(column -> bodies.add(column.body()));

        assertThat(bodies)
                .isEqualTo(
                        json(
                                """
                [{'name': 'a b', 'dataType': 'STRING', 'displayName': 'a\\tb'},
                 {'name': 'owner', 'dataType': 'STRUCT', 'children': [{'name': 'id', 'dataType': 'BIGINT'}]},
                 {'name': 'lines', 'dataType': 'ARRAY', 'arrayDataType': 'STRUCT', 'children': [{'name': 'sku', 'dataType': 'STRING'}]},
                 {'name': 'tags', 'dataType': 'ARRAY', 'arrayDataType': 'UNKNOWN'}]"""));
    }

    /** Servers refuse a table with two columns of one name. */
    @Test
    void tellsFieldsApartThatDifferInWhatANameCannotHold() {
        List<RegisteredColumn> columns = columns(
                field("a\tb", "string"), field("a\nb", "string"), field("a b", "string"), field("a\rc", "string"));

        assertThat(columns).extracting(RegisteredColumn::field).containsExactly("a\tb", "a\nb", "a b", "a\rc");
        assertThat(columns).extracting(RegisteredColumn::name).doesNotHaveDuplicates();
        assertThat(columns.get(0).name()).matches("a b_[0-9a-f]{8}");
        assertThat(columns.get(2).name()).isEqualTo("a b");
        assertThat(columns.get(3).name()).as("nothing else is called so").isEqualTo("a c");
    }

    @Test
    void ends5LevelsDown() {
        Field deep = field("l6", "string");
        for (int level = 5; level > 0; level--) {
            deep = field("l" + level, "object", deep);
        }

        List<RegisteredColumn> columns = columns(deep);
        for (int level = 1; level < 5; level++) {
            assertThat(columns).extracting(RegisteredColumn::dataType).containsExactly("STRUCT");
            columns = columns.get(0).children();
        }

        assertThat(columns).containsExactly(new RegisteredColumn("l5", "l5", "JSON", null, List.of()));
    }
}
