package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.Secrets;
import io.github.stitchopenmetadata.text.TreeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ContentType;

/** Reads what the {@code http} component brings, straight from the connection. */
public final class Answers {

    /** More than any sentence of a server. */
    private static final int ERROR_LIMIT = 64 * 1024;
    /** A text takes several times the bytes that it comes in. */
    private static final int BYTES_PER_TOKEN = 8;

    private final TreeLimit limit;
    private final int atATime;

    /** For answers that come one at a time. */
    public Answers() {
        this(1);
    }

    /** @param atATime how many answers may be in memory at the same time */
    public Answers(int atATime) {
        this.atATime = atATime;
        limit = TreeLimit.ofHeap(atATime);
    }

    /**
     * @param body    of the answer, or null; it is closed
     * @param headers of the answer, as Camel gives them
     * @param wanted  what it has to be
     * @param reading how much of it is kept
     * @return its JSON; a missing node for an empty one, as PUT lineage answers
     * @throws RefusedException if the status says anything but success, or the answer tells of an error where that is looked for
     * @throws IOException      if it is no JSON or does not arrive whole
     */
    public JsonNode read(InputStream body, Map<String, Object> headers, Request.Answer wanted, Request.Reading reading)
            throws IOException, RefusedException {
        int status = (int) headers.get("CamelHttpResponseCode");
        Charset declared = charset(text(headers.get("Content-Type")));
        try (InputStream answer = body) {
            String location = text(headers.get("Location"));
            if (wanted == Request.Answer.LOCATION && status == 302 && location != null) {
                return TextNode.valueOf(location);
            }
            if (status < 200 || status > 299 || wanted == Request.Answer.LOCATION) {
                throw new RefusedException(
                        status,
                        words(answer, declared),
                        text(headers.get("Retry-After")),
                        HttpDate.in(headers).orElse(null));
            }
            if (answer == null) {
                JsonNode nothing = Json.FOREIGN.missingNode();
                return wanted == Request.Answer.WITH_STATUS ? withStatus(status, nothing) : nothing;
            }
            if (wanted == Request.Answer.LINES) {
                ArrayNode lines = Json.FOREIGN.createArrayNode();
                decoded(whole(answer), declared == null ? StandardCharsets.UTF_8 : declared)
                        .lines()
                        .forEach(lines::add);
                return lines;
            }
            // UTF-8, as the JSON parser takes it, unless there is a second way to read it
            TreeLimit room = reading.alone() ? limit.times(atATime) : limit;
            JsonParser parser = declared == null || declared.equals(StandardCharsets.UTF_8)
                    ? Json.FOREIGN.createParser(answer)
                    : Json.FOREIGN.createParser(decoded(whole(answer), declared));
            if (reading.kept() != null) {
                return room.readRecords(parser, record -> {
                    Secrets.forgetDeclared(record);
                    return reading.kept().apply(record);
                });
            }
            JsonNode json = room.read(parser, reading.only());
            if (wanted == Request.Answer.NO_ERROR && json.has("error")) {
                throw new RefusedException(status, json.toString(), null, null);
            }
            (json.isArray() ? json : List.of(json)).forEach(Secrets::forgetDeclared);
            return wanted == Request.Answer.WITH_STATUS ? withStatus(status, json) : json;
        }
    }

    private static JsonNode withStatus(int status, JsonNode body) {
        return Json.FOREIGN.createObjectNode().put("status", status).set("body", body);
    }

    /** What cannot be read as it comes in. */
    private byte[] whole(InputStream answer) throws IOException {
        long most = limit.tokens() * BYTES_PER_TOKEN;
        byte[] bytes = answer.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
        if (bytes.length > most) {
            throw new AnswerTooLargeException(most);
        }
        return bytes;
    }

    /** Whether the answer says that there is no such thing. */
    public boolean isAbsent(JsonNode answer) {
        return answer.isMissingNode();
    }

    public boolean isPresent(JsonNode answer) {
        return !isAbsent(answer);
    }

    /** The status is known already: whatever happens to the words costs only the words. */
    private static String words(InputStream answer, Charset declared) {
        try {
            return answer == null
                    ? ""
                    : decoded(answer.readNBytes(ERROR_LIMIT), declared == null ? StandardCharsets.UTF_8 : declared);
        } catch (IOException broken) {
            return "";
        }
    }

    /** Servers and proxies declare what their framework has for a default, and send UTF-8. */
    private static String decoded(byte[] bytes, Charset declared) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException otherwise) {
            return new String(bytes, declared);
        }
    }

    /** @return null where none is declared, or one that is not known here */
    private static Charset charset(String contentType) {
        try {
            ContentType type = ContentType.parseLenient(contentType);
            return type == null ? null : type.getCharset();
        } catch (IllegalArgumentException noName) {
            return null;
        }
    }

    /** A header that is there twice is a list. */
    private static String text(Object header) {
        return header instanceof String text ? text : null;
    }
}
