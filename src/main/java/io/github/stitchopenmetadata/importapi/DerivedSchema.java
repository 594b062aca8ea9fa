package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The JSON Schema of records, derived from them. A field has all types that it was seen with, and may be null unless it is of the key:
 * which records come first makes no difference.
 */
final class DerivedSchema {

    private static final String NULL = "null";
    private static final Set<Class<?>> WHOLE =
            Set.of(Byte.class, Short.class, Integer.class, Long.class, BigInteger.class);

    private final Set<String> types = new TreeSet<>();
    private final Map<String, DerivedSchema> properties = new LinkedHashMap<>();
    private DerivedSchema items;
    private boolean onlyMoments = true;

    /** @return the schema of one whole record, to be told of records with {@link #add} */
    static DerivedSchema ofRecords() {
        return new DerivedSchema();
    }

    void add(Object value) {
        if (value instanceof JsonNode json) {
            add(RecordJson.MAPPER.convertValue(json, Object.class));
        } else if (value instanceof Map<?, ?> fields) {
            types.add("object");
            fields.forEach((name, field) -> properties
                    .computeIfAbsent(String.valueOf(name), none -> new DerivedSchema())
                    .add(field));
        } else if (value instanceof Collection<?> list) {
            types.add("array");
            items = items == null ? new DerivedSchema() : items;
            list.forEach(items::add);
        } else if (isText(value)) {
            types.add("string");
            onlyMoments &= RecordJson.isMoment(value);
        } else if (value == null) {
            types.add(NULL);
        } else if (value instanceof Boolean) {
            types.add("boolean");
        } else if (value instanceof Number) {
            types.add(WHOLE.contains(value.getClass()) ? "integer" : "number");
        } else {
            add(RecordJson.MAPPER.convertValue(value, Object.class));
        }
    }

    /** @param keyNames fields that are never null */
    ObjectNode json(List<String> keyNames) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        ObjectNode fields = schema.putObject("properties");
        properties.forEach((name, field) -> fields.set(name, field.field(!keyNames.contains(name))));
        return schema;
    }

    private ObjectNode field(boolean nullable) {
        ObjectNode field = JsonNodeFactory.instance.objectNode();
        ArrayNode all = field.putArray("type");
        if (nullable) {
            all.add(NULL);
        }
        types.stream().filter(type -> !type.equals(NULL)).forEach(all::add);
        if (all.isEmpty()) {
            all.add(NULL);
        }
        if (types.contains("string") && onlyMoments) {
            field.put("format", "date-time");
        }
        if (!properties.isEmpty()) {
            ObjectNode fields = field.putObject("properties");
            properties.forEach((name, below) -> fields.set(name, below.field(true)));
        }
        if (items != null && !items.types.isEmpty()) {
            field.set("items", items.field(true));
        }
        return field;
    }

    private static boolean isText(Object value) {
        return value instanceof CharSequence
                || value instanceof TemporalAccessor
                || value instanceof Date
                || value instanceof Character
                || value instanceof Enum<?>
                || value instanceof UUID
                || value instanceof byte[];
    }
}
