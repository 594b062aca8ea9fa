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
        // the records are as the document wants them: it is enough to hold one without fields to it
        Request checked = operations.request(
                "sendBatch", Map.of(), body(sending, List.of(new ImportRecord(0, "{}", 2)), false), token.reveal());
        return checked.body(body(sending, sending.piece(), true))
                .repeat(sending.keyNames().isEmpty() ? Request.Repeat.IF_NOT_SENT : Request.Repeat.ALWAYS)
                .answered(Request.Answer.WITH_STATUS);
    }

    /** @param asText whether a record goes into the body as the text that it is, and is not read once more */
    private static JsonNode body(ImportSending sending, List<ImportRecord> records, boolean asText) {
        ObjectNode body = NODES.objectNode().put("table_name", sending.table());
        body.set("schema", sending.schema());
        ArrayNode messages = body.putArray("messages");
        for (ImportRecord record : records) {
            ObjectNode message = messages.addObject().put("action", "upsert").put("sequence", record.sequence());
            message.set("data", asText ? NODES.rawValueNode(new RawValue(record.json())) : NODES.objectNode());
        }
        ArrayNode keys = body.putArray("key_names");
        sending.keyNames().forEach(keys::add);
        return body;
    }
}
