package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.openapi.Operations;
import io.github.stitchopenmetadata.workflow.Secret;
import java.util.List;
import java.util.Map;

/** The calls that send records. */
final class ImportCalls {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Operations operations = new Operations();

    /**
     * A batch with all records of the piece that is next. It may be repeated where Stitch knows a record that it has by its key and
     * sequence, else only where it did not arrive.
     *
     * @throws io.github.stitchopenmetadata.openapi.InvalidCallException if the table, the key or the schema is none that Stitch takes
     */
    Request batch(ImportSending sending, Secret token) {
        ObjectNode body = body(sending.table(), sending.keyNames(), sending.schema());
        ArrayNode messages = body.putArray("messages");
        for (ImportRecord record : sending.piece()) {
            messages.addObject()
                    .put("action", "upsert")
                    .put("sequence", record.sequence())
                    // as the text that it is, and not read once more
                    .set("data", NODES.rawValueNode(new RawValue(record.json())));
        }
        return checked(sending.table(), sending.keyNames(), sending.schema(), token.reveal())
                .body(body)
                .repeat(sending.keyNames().isEmpty() ? Request.Repeat.IF_NOT_SENT : Request.Repeat.ALWAYS)
                .answered(Request.Answer.WITH_STATUS);
    }

    /** @throws io.github.stitchopenmetadata.openapi.InvalidCallException if the table, the key or the schema is none that Stitch takes */
    void check(String table, List<String> keyNames, JsonNode schema) {
        checked(table, keyNames, schema, "at_any");
    }

    /** The records are as the document wants them: it is enough to hold one without fields to it. */
    private Request checked(String table, List<String> keyNames, JsonNode schema, String token) {
        ObjectNode body = body(table, keyNames, schema);
        body.putArray("messages")
                .addObject()
                .put("action", "upsert")
                .put("sequence", 0)
                .putObject("data");
        return operations.request("sendBatch", Map.of(), body, token);
    }

    private static ObjectNode body(String table, List<String> keyNames, JsonNode schema) {
        ObjectNode body = NODES.objectNode().put("table_name", table);
        body.set("schema", schema);
        ArrayNode keys = body.putArray("key_names");
        keyNames.forEach(keys::add);
        return body;
    }
}
