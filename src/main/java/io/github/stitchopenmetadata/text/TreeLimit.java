package io.github.stitchopenmetadata.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * How large a tree may become that is made of JSON of others. A few bytes there are many in memory: {@code {"a":1}} takes more than
 * 200.
 *
 * @param tokens what a parser counts: the beginning and the end of each object and array, each name, each value
 */
public record TreeLimit(long tokens) {

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
    public JsonNode read(InputStream json, Set<String> only) throws IOException {
        return read(Json.FOREIGN.createParser(json), only);
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

    private JsonNode read(JsonParser parser, Set<String> only) throws IOException {
        try (JsonParser counted = new Counted(parser, only, tokens)) {
            JsonNode tree = Json.FOREIGN.readTree(counted);
            return tree == null ? Json.FOREIGN.missingNode() : tree;
        }
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
                throw new StreamConstraintsException("more than " + most
                        + " values in one answer, for which there is no room; give the program more memory (-Xmx)");
            }
            return token;
        }

        @Override
        public String nextFieldName() throws IOException {
            return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
        }
    }
}
