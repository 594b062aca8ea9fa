package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.lineage.LineageMessage.Field;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {

    private static final String AUTOMATIC = "{'inclusion': 'automatic'}";

    /** The answer for a stream, the schema written as text inside. */
    private static JsonNode answer(String schema, String metadata) {
        ObjectNode answer = (ObjectNode) json("{'metadata': " + metadata + "}");
        return answer.put("schema", json(schema).toString());
    }

    private static List<Field> read(JsonNode answer) {
        Stream stream = new Stream(
                ShopSource.with("'type': 'platform.mysql'"),
                5,
                "shop-public-orders",
                "orders",
                true,
                Stream.Metadata.NONE,
                null);
        return new StitchReader().described(stream, answer).fields();
    }

    private static Field one(String property) {
        List<Field> fields = read(answer(
                "{'properties': {'f': " + property + "}}",
                "[{'breadcrumb': ['properties', 'f'], 'metadata': " + AUTOMATIC + "}]"));
        assertThat(fields).hasSize(1);
        return fields.get(0);
    }

    private static Field plain(String name, String... types) {
        return new Field(name, List.of(types), null, null, List.of());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "automatic,   -,     -,     true",
                "automatic,   false, false, true",
                "automatic,   null,  null,  true",
                "unsupported, true,  true,  false",
                "unsupported, -,     -,     false",
                "available,   true,  -,     true",
                "available,   true,  false, true",
                "available,   true,  true,  true",
                "available,   false, true,  true",
                "available,   false, false, false",
                "available,   false, null,  false",
                "available,   null,  true,  true",
                "available,   null,  false, false",
                "available,   null,  null,  false",
                "available,   -,     true,  true",
                "available,   -,     -,     false",
                "invented,    true,  true,  false",
                "-,           true,  true,  false"
            })
    void followsStitchsRulesOfSelection(String inclusion, String selected, String byDefault, boolean replicated) {
        ObjectNode metadata = (ObjectNode) json("{}");
        if (inclusion != null) {
            metadata.put("inclusion", inclusion);
        }
        if (selected != null) {
            metadata.set("selected", json(selected));
        }
        if (byDefault != null) {
            metadata.set("selected-by-default", json(byDefault));
        }

        assertThat(read(answer(
                        "{'properties': {'id': {'type': 'integer'}}}",
                        "[{'breadcrumb': ['properties', 'id'], 'metadata': " + metadata + "}]")))
                .hasSize(replicated ? 1 : 0);
    }

    @Test
    void matchesMetadataByBreadcrumbInAnyOrderAndSortsByName() {
        assertThat(
                        read(
                                answer(
                                        """
                {'type': 'object', 'properties': {'zone': {'type': 'string'}, 'id': {'type': ['null', 'integer']}, 'orphan': {'type': 'string'}}}""",
                                        """
                [{'breadcrumb': ['properties', 'zone'], 'metadata': {'inclusion': 'available', 'selected': true}},
                 {'breadcrumb': ['properties', 'gone'], 'metadata': {'inclusion': 'automatic'}},
                 {'breadcrumb': ['definitions', 'orphan'], 'metadata': {'inclusion': 'automatic'}},
                 {'breadcrumb': ['properties', 'orphan', 'properties', 'x'], 'metadata': {'inclusion': 'automatic'}},
                 {'breadcrumb': 'orphan', 'metadata': {'inclusion': 'automatic'}},
                 {'breadcrumb': [], 'metadata': {'selected': true}},
                 {'breadcrumbs': ['properties', 'id'], 'metadata': {'inclusion': 'automatic', 'sql-datatype': 'bigint'}}]""")))
                .containsExactly(
                        new Field("id", List.of("integer"), null, "bigint", List.of()), plain("zone", "string"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Straße", "日本", "🛒", "a.b", "a b", "with 'quote'", "50%+", " leading"})
    void keepsNamesAsTheyAre(String name) {
        ObjectNode answer = (ObjectNode) json(
                "{'schema': {}, 'metadata': [{'breadcrumb': ['properties'], 'metadata': {'inclusion': 'automatic'}}]}");
        ((ObjectNode) answer.path("schema"))
                .putObject("properties")
                .putObject(name)
                .put("type", "string");
        ((ArrayNode) answer.at("/metadata/0/breadcrumb")).add(name);

        assertThat(read(answer)).containsExactly(plain(name, "string"));
    }

    @Test
    void passesOverFieldsWithoutAName() {
        assertThat(read(answer(
                        "{'properties': {'': {'type': 'string'}, 'o': {'type': 'object', 'properties': {'': {}, 'x': {}}}}}",
                        "[{'breadcrumb': ['properties', ''], 'metadata': %1$s}, {'breadcrumb': ['properties', 'o'], 'metadata': %1$s}]"
                                .formatted(AUTOMATIC))))
                .containsExactly(new Field("o", List.of("object"), null, null, List.of(plain("x"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'string'}                                                        | string",
                "{'type': ['null', 'integer']}                                             | integer",
                "{'type': ['string', 'null', 'integer', 'string']}                         | integer,string",
                "{'type': 'null'}                                                          | ``",
                "{}                                                                        | ``",
                "{'anyOf': [{'type': 'string', 'format': 'date-time'}, {'type': 'null'}]}  | string",
                "{'anyOf': [{'anyOf': [{'type': 'number'}]}, {'type': ['string']}]}        | number,string",
                "{'$ref': '#/definitions/sdc_recursive_string_array'}                      | array"
            })
    void namesTheTypesWithoutNull(String property, String types) {
        assertThat(one(property).types()).isEqualTo(types.isEmpty() ? List.of() : List.of(types.split(",")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'anyOf': [%s, {'type': 'null'}]}",
                "{'oneOf': [{'type': 'null'}, %s]}",
                "{'allOf': [%s]}",
                "{'allOf': [{'type': 'object'}, {'anyOf': [%s, {'type': ['null']}]}]}",
                "{'allOf': [{'properties': {'city': {'type': 'string'}}}, %s]}",
                "{'$ref': '#/definitions/address'}",
                "{'anyOf': [{'$ref': '#/definitions/address'}, {'type': 'null'}]}",
                "{'type': ['null', 'object'], 'allOf': [{'$ref': '#/definitions/address'}]}"
            })
    void readsACompositionAsThePlainSchema(String composed) {
        String address = "{'type': 'object', 'properties': {'city': {'type': ['null', 'string']}, 'since': "
                + "{'anyOf': [{'type': 'string', 'format': 'date-time'}, {'type': 'null'}]}}}";

        List<Field> fields = read(answer(
                "{'definitions': {'address': %s}, 'properties': {'f': %s}}"
                        .formatted(address, composed.formatted(address)),
                "[{'breadcrumb': ['properties', 'f'], 'metadata': " + AUTOMATIC + "}]"));

        assertThat(fields)
                .containsExactly(new Field(
                        "f",
                        List.of("object"),
                        null,
                        null,
                        List.of(
                                plain("city", "string"),
                                new Field("since", List.of("string"), "date-time", null, List.of()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': ['null', 'array'], 'items': {'anyOf': [%s, {'type': 'null'}]}}",
                "{'anyOf': [{'type': 'array', 'items': %s}, {'type': 'null'}]}",
                "{'type': 'array', 'items': [%s]}",
                "{'oneOf': [{'type': 'array', 'items': {'allOf': [%s]}}]}"
            })
    void readsACompositionInAnArrayAsThePlainOne(String composed) {
        assertThat(one(composed.formatted("{'type': 'object', 'properties': {'sku': {'type': 'string'}}}")))
                .isEqualTo(new Field("f", List.of("array"), null, null, List.of(plain("sku", "string"))));
    }

    @Test
    void readsAFormatOnlyWhereAllTextsHaveIt() {
        assertThat(one("{'anyOf': [{'type': 'string', 'format': 'date-time'}, {'type': 'string'}]}")
                        .format())
                .isNull();
        assertThat(one("{'allOf': [{'type': 'string'}, {'format': 'date'}]}").format())
                .isEqualTo("date");
    }

    @Test
    void followsASchemaThatContainsItselfOnce() {
        List<Field> fields = read(answer(
                "{'properties': {'f': {'type': 'object', 'properties': {'id': {'type': 'integer'}, 'f': {'$ref': '#/properties/f'}}}}}",
                "[{'breadcrumb': ['properties', 'f'], 'metadata': " + AUTOMATIC + "}]"));

        assertThat(fields.get(0).fields())
                .containsExactly(
                        new Field("f", List.of("object"), null, null, List.of(plain("f"), plain("id", "integer"))),
                        plain("id", "integer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#/definitions/gone", "other.json#/x", "#%zz", "#anchor", ""})
    void passesOverAReferenceThatLeadsNowhere(String reference) {
        assertThat(one("{'type': 'string', '$ref': '" + reference + "'}").types())
                .containsExactly("string");
    }

    @Test
    void boundsASchemaThatRefersToItselfInManyPlaces() {
        StringBuilder definitions = new StringBuilder("'d0': {'type': 'string'}");
        for (int level = 1; level <= 10; level++) {
            definitions.append(", 'd").append(level).append("': {'type': 'object', 'properties': {");
            for (int i = 0; i < 20; i++) {
                definitions.append(i == 0 ? "" : ", ").append("'p").append(i).append("': {'$ref': '#/definitions/d");
                definitions.append(level - 1).append("'}");
            }
            definitions.append("}}");
        }

        Field field = read(answer(
                        "{'definitions': {" + definitions + "}, 'properties': {'f': {'$ref': '#/definitions/d10'}}}",
                        "[{'breadcrumb': ['properties', 'f'], 'metadata': " + AUTOMATIC + "}]"))
                .get(0);

        assertThat(count(field)).isLessThan(25_000);
    }

    private static int count(Field field) {
        return 1 + field.fields().stream().mapToInt(FieldsTest::count).sum();
    }

    @Test
    void keepsTheNamesOfFieldsThatAreNotReplicated() {
        LineageMessage.Stream stream = new StitchReader()
                .described(
                        new Stream(
                                ShopSource.with("'type': 'platform.mysql'"),
                                5,
                                "",
                                "orders",
                                true,
                                Stream.Metadata.NONE,
                                null),
                        answer(
                                """
                        {'properties': {'id': {'type': 'integer'}, 'note': {'type': 'string'}, 'tags': {'type': 'array', 'items':
                          {'type': 'object', 'properties': {'x': {}}}}, 'shape': {'type': 'string'}}}""",
                                """
                        [{'breadcrumb': ['properties', 'id'], 'metadata': {'inclusion': 'automatic'}},
                         {'breadcrumb': ['properties', 'note'], 'metadata': {'inclusion': 'available', 'sql-datatype': 'text'}},
                         {'breadcrumb': ['properties', 'shape'], 'metadata': {'inclusion': 'unsupported'}}]"""));

        assertThat(stream.fields()).containsExactly(plain("id", "integer"));
        assertThat(stream.deselectedFields())
                .containsExactly(
                        new Field("note", List.of("string"), null, "text", List.of()),
                        plain("shape", "string"),
                        plain("tags", "array"));
    }

    @Test
    void readsTheFormat() {
        assertThat(one("{'type': 'string', 'format': 'date-time'}"))
                .isEqualTo(new Field("f", List.of("string"), "date-time", null, List.of()));
    }

    @Test
    void descendsIntoObjectsAndArraysOfObjects() {
        assertThat(
                        one(
                                """
                {'type': ['null', 'array'], 'items': {'type': 'object', 'properties': {
                  'tax': {'type': 'object', 'properties': {'rate': {'type': 'number'}, 'code': {'type': 'string'}}}, 'id': {'type': 'integer'}}}}"""))
                .isEqualTo(new Field(
                        "f",
                        List.of("array"),
                        null,
                        null,
                        List.of(
                                plain("id", "integer"),
                                new Field(
                                        "tax",
                                        List.of("object"),
                                        null,
                                        null,
                                        List.of(plain("code", "string"), plain("rate", "number"))))));
        assertThat(one("{'type': 'array', 'items': {'type': 'string'}}").fields())
                .isEmpty();
    }

    @Test
    void stopsAtADepthThatNoRealSchemaHas() {
        Field field = one("{'type': 'object', 'properties': {'x': ".repeat(300) + "{}" + "}}".repeat(300));

        int depth = 0;
        while (!field.fields().isEmpty()) {
            field = field.fields().get(0);
            depth++;
        }
        assertThat(depth).isEqualTo(10);
    }

    @Test
    void refusesASchemaThatIsNestedBeyondReason() {
        ObjectNode answer = (ObjectNode) json("{'metadata': []}");
        answer.put("schema", "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000));

        assertThatThrownBy(() -> read(answer))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageStartingWith("stream schema: the text in \"schema\" is not valid JSON: ");
    }

    @Test
    void readsASchemaThatIsAnObjectToo() {
        assertThat(read(json(
                        "{'schema': {'properties': {'f': {'type': 'string'}}}, 'metadata': [{'breadcrumb': ['properties', 'f'], 'metadata': "
                                + AUTOMATIC + "}]}")))
                .containsExactly(plain("f", "string"));
    }

    @Test
    void hasNoFieldsWhereTheSchemaOrItsMetadataListsNone() {
        assertThat(read(answer("{}", "[]"))).isEmpty();
        assertThat(read(answer("{'properties': []}", "[]"))).isEmpty();
        assertThat(read(json("{'schema': '{}'}"))).isEmpty();
        assertThat(read(answer("{'properties': {'f': {}}}", "null"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                         | an array []",
                "'invalid stream-id: 5'                     | a string \"invalid stream-id: 5\"",
                "{'metadata': []}                           | an object {\"metadata\":[]}",
                "{'schema': null}                           | nothing",
                "{'schema': 12}                             | a number 12",
                "{'schema': '[]'}                           | a string \"[]\"",
                "{'schema': ''}                             | a string \"\""
            })
    void refusesWhatIsNoStreamSchema(String answer, String shape) {
        assertThatThrownBy(() -> read(json(answer)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageStartingWith("stream schema: ")
                .hasMessageEndingWith(shape);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"properties\": {}} {}", "nonsense", "{\"properties\": {\"f\": }}"})
    void refusesASchemaTextThatIsNoJson(String schema) {
        assertThatThrownBy(() -> read(((ObjectNode) json("{'metadata': []}")).put("schema", schema)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageStartingWith("stream schema: the text in \"schema\" is not valid JSON: ");
    }
}
