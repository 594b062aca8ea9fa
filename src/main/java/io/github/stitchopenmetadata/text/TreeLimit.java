package io.github.stitchopenmetadata.text;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * How large a tree may become that is made of JSON of others. A few bytes there are many in memory: {@code {"a":1}} takes more than
 * 200.
 *
 * @param tokens what a parser counts: the beginning and the end of each object and array, each name, each value
 */
public record TreeLimit(long tokens) {

    private static final ObjectReader RECORD =
            Json.FOREIGN.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** What the tree takes of memory for each, where it is made of what takes most. */
    private static final int BYTES_PER_TOKEN = 64;

    /** @param atATime how many trees may be in memory at the same time: together they fill half of it */
    public static TreeLimit ofHeap(int atATime) {
        return new TreeLimit(Runtime.getRuntime().maxMemory() / 2 / BYTES_PER_TOKEN / atATime);
    }

    /** The same for a tree that is the only one. */
    public TreeLimit times(int more) {
        return new TreeLimit(tokens * more);
    }

    /**
     * @param only the names of what is read, at all depths; all else is passed over while it comes in, and not counted. Empty for all
     * @return a missing node where there is nothing
     * @throws StreamConstraintsException if there are more tokens
     */
    public JsonNode read(JsonParser json, Set<String> only) throws IOException {
        try (JsonParser counted = new Counted(json, only, tokens)) {
            JsonNode tree = Json.FOREIGN.readTree(counted);
            return tree == null ? Json.FOREIGN.missingNode() : tree;
        }
    }

    /** The same for a text, all of it. */
    public JsonNode read(String json, Set<String> only) throws JsonProcessingException {
        try {
            return read(Json.FOREIGN.createParser(json), only);
        } catch (JsonProcessingException notJson) {
            throw notJson;
        } catch (IOException notRead) {
            throw new UncheckedIOException(notRead);
        }
    }

    /**
     * Reads an array record by record: no more than one is in memory as it comes.
     *
     * @param kept makes what is kept of a record
     * @return an array; what is none, as {@link #read} gives it
     * @throws StreamConstraintsException if a record has more tokens, or what is kept of all has
     */
    public JsonNode readRecords(JsonParser json, UnaryOperator<JsonNode> kept) throws IOException {
        try (json) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return json.hasCurrentToken() ? read(json, Set.of()) : Json.FOREIGN.missingNode();
            }
            ArrayNode records = Json.FOREIGN.createArrayNode();
            long room = tokens;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                JsonNode record = kept.apply(RECORD.readTree(new Counted(json, Set.of(), room)));
                room -= tokens(record);
                ensure(room >= 0);
                records.add(record);
            }
            if (json.nextToken() != null) {
                throw new JsonParseException(json, "more behind the end of the array");
            }
            return records;
        }
    }

    /** As a parser would count them. */
    private static long tokens(JsonNode tree) {
        long tokens = tree.isContainerNode() ? 2 : 1;
        for (JsonNode part : tree) {
            tokens += tokens(part) + (tree.isObject() ? 1 : 0);
        }
        return tokens;
    }

    private void ensure(boolean enough) throws StreamConstraintsException {
        if (!enough) {
            throw tooMany(tokens);
        }
    }

    private static StreamConstraintsException tooMany(long most) {
        return new StreamConstraintsException("more than " + most
                + " values in one answer, for which there is no room; give the program more memory (-Xmx)");
    }

    private static final class Counted extends JsonParserDelegate {

        private final Set<String> only;
        private final long most;
        private long count;

        Counted(JsonParser parser, Set<String> only, long most) {
            super(parser);
            this.only = only;
            this.most = most;
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            while (token == JsonToken.FIELD_NAME && !only.isEmpty() && !only.contains(currentName())) {
                super.nextToken();
                delegate.skipChildren();
                token = super.nextToken();
            }
            if (token != null && ++count > most) {
                throw tooMany(most);
            }
            return token;
        }

        @Override
        public String nextFieldName() throws IOException {
            return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
        }
    }
}
