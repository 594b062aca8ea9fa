package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.openapi.InvalidCallException;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;

/**
 * A message that brings records: the table, the names of its key and perhaps a schema in headers; one record or a list of such as the
 * body, each a map, or as JSON. What is wrong with it ends in an {@link InvalidCallException}, without what the records hold.
 */
final class ImportMessage {

    private static final String CALL = "import";
    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final Message message;

    ImportMessage(Message message) {
        this.message = message;
    }

    String table() {
        Object table = message.getHeader(Imports.TABLE);
        if (table == null || table.toString().isBlank()) {
            throw refused("the header " + Imports.TABLE + " is missing: expected the name of the table");
        }
        return table.toString().strip();
    }

    /** Empty where the table has no key, so that rows are only added. */
    List<String> keyNames() {
        Object names = message.getHeader(Imports.KEY_NAMES);
        Stream<?> all = names instanceof Collection<?> list
                ? list.stream()
                : Stream.of(names == null ? "" : names.toString()).flatMap(text -> Stream.of(text.split(",")));
        return all.map(name -> String.valueOf(name).strip())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Null where it is to be derived. */
    JsonNode schema() {
        Object schema = message.getHeader(Imports.SCHEMA);
        if (schema == null || schema.toString().isBlank()) {
            return null;
        }
        JsonNode json = schema instanceof JsonNode || schema instanceof Map<?, ?>
                ? RecordJson.MAPPER.valueToTree(schema)
                : json("the header " + Imports.SCHEMA, schema);
        if (!json.isObject()) {
            throw refused("the header " + Imports.SCHEMA + " is no JSON Schema: expected an object");
        }
        return json;
    }

    List<Map<String, Object>> records() {
        Object body = message.getBody();
        if (body instanceof Map<?, ?> || body instanceof Collection<?> || body instanceof JsonNode) {
            return records(body);
        }
        if (body == null) {
            throw refused("the message has no body: expected a record, or a list of records");
        }
        return records(json("the body", body));
    }

    private static List<Map<String, Object>> records(Object body) {
        List<Map<String, Object>> records = new ArrayList<>();
        if (body instanceof Collection<?> || body instanceof JsonNode json && json.isArray()) {
            ((Iterable<?>) body).forEach(record -> records.add(record(record, records.size())));
        } else {
            records.add(record(body, 0));
        }
        return records;
    }

    private static Map<String, Object> record(Object record, int number) {
        if (record instanceof Map<?, ?> fields) {
            for (Object name : fields.keySet()) {
                if (!(name instanceof String)) {
                    throw refused("record " + number + " has a field whose name is no text");
                }
            }
            @SuppressWarnings("unchecked")
            Map<String, Object> named = (Map<String, Object>) fields;
            return named;
        }
        if (record instanceof JsonNode json && json.isObject()) {
            return RecordJson.MAPPER.convertValue(json, FIELDS);
        }
        throw refused("record " + number + " is no object: expected fields by their names");
    }

    private JsonNode json(String what, Object text) {
        try (InputStream stream = message.getExchange()
                .getContext()
                .getTypeConverter()
                .mandatoryConvertTo(InputStream.class, message.getExchange(), text)) {
            JsonNode json = RecordJson.MAPPER.readTree(stream);
            if (json.isMissingNode()) {
                throw refused(what + " is empty: expected JSON");
            }
            return json;
        } catch (JsonProcessingException notJson) {
            // not the parser's message, which quotes the text
            int line = notJson.getLocation() == null ? 1 : notJson.getLocation().getLineNr();
            throw refused(what + " is no JSON, at line " + line + ": expected JSON");
        } catch (IOException | NoTypeConversionAvailableException unreadable) {
            throw refused(what + " cannot be read: " + OneLine.of(unreadable.getMessage()));
        }
    }

    private static InvalidCallException refused(String problem) {
        return new InvalidCallException(CALL, List.of(problem));
    }
}
