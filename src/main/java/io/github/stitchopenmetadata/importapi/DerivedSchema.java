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
    private static final String TEXT = "string";
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

    /** @param schema made by {@link #json} */
    static DerivedSchema of(JsonNode schema) {
        DerivedSchema derived = new DerivedSchema();
        schema.path("type").forEach(type -> derived.types.add(type.asText()));
        derived.onlyMoments = !derived.types.contains(TEXT) || schema.has("format");
        schema.path("properties")
                .properties()
                .forEach(field -> derived.properties.put(field.getKey(), of(field.getValue())));
        derived.items = schema.has("items") ? of(schema.path("items")) : null;
        return derived;
    }

    /** @return whether that changed anything */
    boolean add(Object value) {
        if (value instanceof JsonNode json) {
            return add(RecordJson.MAPPER.convertValue(json, Object.class));
        }
        if (value instanceof Map<?, ?> fields) {
            boolean changed = types.add("object");
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                String name = String.valueOf(field.getKey());
                changed |= !properties.containsKey(name);
                changed |= properties
                        .computeIfAbsent(name, none -> new DerivedSchema())
                        .add(field.getValue());
            }
            return changed;
        }
        if (value instanceof Collection<?> list) {
            boolean changed = types.add("array");
            items = items == null ? new DerivedSchema() : items;
            for (Object item : list) {
                changed |= items.add(item);
            }
            return changed;
        }
        if (isText(value)) {
            boolean moments = onlyMoments;
            onlyMoments &= RecordJson.isMoment(value);
            return types.add(TEXT) | moments != onlyMoments;
        }
        if (value == null) {
            return types.add(NULL);
        }
        if (value instanceof Boolean) {
            return types.add("boolean");
        }
        if (value instanceof Number) {
            return types.add(WHOLE.contains(value.getClass()) ? "integer" : "number");
        }
        return add(RecordJson.MAPPER.convertValue(value, Object.class));
    }

    /** @return whether that changed anything */
    boolean add(DerivedSchema other) {
        boolean changed = types.addAll(other.types) | onlyMoments & !other.onlyMoments;
        onlyMoments &= other.onlyMoments;
        for (Map.Entry<String, DerivedSchema> field : other.properties.entrySet()) {
            changed |= !properties.containsKey(field.getKey());
            changed |= properties
                    .computeIfAbsent(field.getKey(), none -> new DerivedSchema())
                    .add(field.getValue());
        }
        if (other.items != null) {
            items = items == null ? new DerivedSchema() : items;
            changed |= items.add(other.items);
        }
        return changed;
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
        if (types.contains(TEXT) && onlyMoments) {
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
