package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Checks bodies against what a version knows, and refuses them in a server's words. */
final class Bodies {

    private final ServerVersion version;

    Bodies(ServerVersion version) {
        this.version = version;
    }

    /**
     * Checks one object of a body.
     *
     * @param className the full name of its class, whose last part names it in the version table
     * @return a copy without nulls
     */
    ObjectNode check(JsonNode body, String className) {
        return check(body, className, false);
    }

    ObjectNode check(JsonNode body, String className, boolean anyProperty) {
        if (!body.isObject()) {
            throw wrongType(className, body);
        }
        Map<String, ServerVersion.Property> known =
                version.properties(className.substring(className.lastIndexOf('.') + 1));
        ObjectNode checked = ((ObjectNode) body).deepCopy();
        checked.properties().removeIf(entry -> entry.getValue().isNull());
        body.fieldNames().forEachRemaining(name -> {
            if (!known.containsKey(name) && !anyProperty) {
                throw unrecognized(name, className, known);
            }
        });
        known.forEach((name, property) -> checkValue(name, property, checked.get(name)));
        return checked;
    }

    String checkValue(JsonNode value, String enumeration) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || !version.values(enumeration).contains(value.asText())) {
            throw Refusal.badRequest("Cannot construct instance of `org.openmetadata.schema.type." + enumeration
                    + "`, problem: " + value.asText());
        }
        return value.asText();
    }

    static UUID id(JsonNode value) {
        try {
            return UUID.fromString(value.asText());
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("Cannot deserialize value of type `java.util.UUID` from String \"" + value.asText()
                    + "\": UUID has to be represented by standard 36-char representation");
        }
    }

    /** A date as the milliseconds that servers answer with. */
    static long date(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.asLong();
        }
        String text = value.asText();
        try {
            return (text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : text.endsWith("Z")
                                    ? Instant.parse(text)
                                    : OffsetDateTime.parse(text).toInstant())
                    .toEpochMilli();
        } catch (DateTimeParseException e) {
            throw Refusal.badRequest("Cannot deserialize value of type `java.util.Date` from String \"" + text
                    + "\": not a valid representation");
        }
    }

    static long timestamp(JsonNode value) {
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw Refusal.badRequest("Cannot deserialize value of type `java.lang.Long` from " + value);
        }
        return value.asLong();
    }

    private static void checkValue(String name, ServerVersion.Property property, JsonNode value) {
        if (value == null) {
            if (property.required()) {
                throw Refusal.badRequest("[" + name + " must not be null]");
            }
        } else if (property.array() && !value.isArray()) {
            throw wrongType("java.util.ArrayList", value);
        } else if (property.object() && !value.isObject()) {
            throw wrongType("java.util.LinkedHashMap", value);
        } else if (!property.array() && !property.object() && value.isContainerNode()) {
            throw wrongType("java.lang.String", value);
        }
    }

    private static Refusal wrongType(String className, JsonNode value) {
        String form = value.isArray()
                ? "Array value (token `JsonToken.START_ARRAY`)"
                : value.isObject() ? "Object value (token `JsonToken.START_OBJECT`)" : "value " + value;
        return Refusal.badRequest("Cannot deserialize value of type `" + className + "` from " + form);
    }

    private static Refusal unrecognized(String name, String className, Map<String, ServerVersion.Property> known) {
        return Refusal.badRequest("Unrecognized field \"" + name + "\" (class " + className
                + "), not marked as ignorable (" + known.size() + " known properties: "
                + known.keySet().stream().map(property -> '"' + property + '"').collect(Collectors.joining(", "))
                + "])");
    }
}
