package io.github.stitchopenmetadata.importapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedSchemaTest {

    private static JsonNode properties(Map<?, ?>... records) {
        DerivedSchema schema = DerivedSchema.ofRecords();
        Arrays.asList(records).forEach(schema::add);
        return schema.json(List.of("id")).path("properties");
    }

    private static String field(Object... values) {
        DerivedSchema schema = DerivedSchema.ofRecords();
        for (Object value : values) {
            Map<String, Object> record = new HashMap<>();
            record.put("f", value);
            schema.add(record);
        }
        return schema.json(List.of("id")).at("/properties/f").toString().replace('"', '\'');
    }

    @Test
    void hasTheTypeOfEachValue() {
        assertThat(field(1L)).isEqualTo("{'type':['null','integer']}");
        assertThat(field(new BigDecimal("1.50"))).isEqualTo("{'type':['null','number']}");
        assertThat(field(true)).isEqualTo("{'type':['null','boolean']}");
        assertThat(field("2026-01-01T00:00:00Z")).isEqualTo("{'type':['null','string']}");
        assertThat(field(UUID.randomUUID())).isEqualTo("{'type':['null','string']}");
        assertThat(field(LocalDate.EPOCH)).isEqualTo("{'type':['null','string']}");
        assertThat(field(Instant.EPOCH, OffsetDateTime.MIN, new Timestamp(0), null))
                .isEqualTo("{'type':['null','string'],'format':'date-time'}");
        assertThat(field(List.of(1, 2))).isEqualTo("{'type':['null','array'],'items':{'type':['null','integer']}}");
        assertThat(field(Map.of("a", "b")))
                .isEqualTo("{'type':['null','object'],'properties':{'a':{'type':['null','string']}}}");
        assertThat(field((Object) null)).isEqualTo("{'type':['null']}");
    }

    @Test
    void hasAllTypesThatAFieldWasSeenWithInAnyOrder() {
        assertThat(field(1, "one", 1.5))
                .isEqualTo(field(1.5, 1, "one"))
                .isEqualTo("{'type':['null','integer','number','string']}");
        assertThat(field(Instant.EPOCH, "soon")).isEqualTo("{'type':['null','string']}");
        assertThat(field(Instant.EPOCH, 7)).isEqualTo("{'type':['null','integer','string'],'format':'date-time'}");
    }

    @Test
    void letsNoKeyBeNull() {
        assertThat(properties(Map.of("id", 1)).toString()).isEqualTo("{\"id\":{\"type\":[\"integer\"]}}");
    }

    @Test
    void isTheSameFromPartsAndFromItsJson() {
        Map<String, Object> one = Map.of("id", 1, "at", Instant.EPOCH, "tags", List.of("a"), "in", Map.of("x", 1));
        Map<String, Object> other = Map.of("id", "2", "at", Instant.EPOCH, "tags", List.of(1), "in", Map.of("y", 1.5));
        DerivedSchema first = DerivedSchema.ofRecords();
        first.add(one);
        DerivedSchema second = DerivedSchema.ofRecords();
        second.add(other);

        first.add(DerivedSchema.of(second.json(List.of("id"))));

        assertThat(first.json(List.of("id")).path("properties")).isEqualTo(properties(one, other));
    }

    @Test
    void fitsWhatIsSent() throws Exception {
        Map<String, Object> record = Map.of(
                "at",
                new Timestamp(0),
                "sum",
                new BigDecimal("1E+3"),
                "day",
                LocalDate.EPOCH,
                "date",
                new java.sql.Date(0));

        JsonNode sent = Json.MAPPER.readTree(RecordJson.record(1, record).json());

        assertThat(sent.path("at").asText()).isEqualTo("1970-01-01T00:00:00Z");
        assertThat(RecordJson.record(1, Map.of("sum", new BigDecimal("1E+3"))).json())
                .isEqualTo("{\"sum\":1000}");
        assertThat(sent.path("day").asText()).isEqualTo("1970-01-01");
        assertThat(sent.path("date").asText()).matches("19\\d\\d-\\d\\d-\\d\\d");
    }
}
