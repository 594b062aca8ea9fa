package io.github.stitchopenmetadata.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.importapi.ImportAccounts;
import io.github.stitchopenmetadata.openapi.InvalidCallException;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Message;
import org.apache.camel.NoTypeConversionAvailableException;

/**
 * A message that asks for an operation: by headers, with the body of the call as its own; or by a map, with the keys
 * {@code operation}, {@code parameters}, {@code body}, {@code token}, {@code account} and {@code pages}. The headers begin with
 * Camel, so that none comes in with a request from outside.
 */
public final class CallMessage {

    public static final String OPERATION = "CamelStitchOperation";
    public static final String PARAMETER = "CamelStitchParameter.";
    public static final String TOKEN = ImportAccounts.TOKEN;
    static final String ACCOUNT = "CamelStitchAccount";
    public static final String PAGES = "CamelStitchPages";

    private static final List<String> KEYS = List.of("operation", "parameters", "body", "token", "account", "pages");

    private final Message message;
    private final Map<?, ?> map;

    /** @throws InvalidCallException if the message asks for none, or for more than is known */
    CallMessage(Message message) {
        this.message = message;
        boolean byHeaders = message.getHeader(OPERATION) != null;
        this.map = !byHeaders && message.getBody() instanceof Map<?, ?> given ? given : null;
        if (!byHeaders && (map == null || map.get("operation") == null)) {
            throw new InvalidCallException(
                    "call",
                    List.of("no operation is named: expected the header " + OPERATION
                            + ", or a map with the key operation"));
        }
        if (map != null) {
            List<String> unknown = map.keySet().stream()
                    .map(String::valueOf)
                    .filter(key -> !KEYS.contains(key))
                    .sorted()
                    .toList();
            if (!unknown.isEmpty()) {
                throw new InvalidCallException(
                        operation(), List.of("there is no key " + unknown.get(0) + ": expected " + KEYS));
            }
        }
    }

    String operation() {
        return text(OPERATION, "operation");
    }

    /** The caller's own; null for none. */
    String token() {
        return text(TOKEN, "token");
    }

    /** The pipeline service of the account; "" for the only one. */
    String account() {
        return Objects.requireNonNullElse(text(ACCOUNT, "account"), "");
    }

    /** Whether all pages are asked for. */
    boolean allPages() {
        return Boolean.parseBoolean(text(PAGES, "pages"));
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        if (map == null) {
            message.getHeaders().forEach((name, value) -> {
                if (name.startsWith(PARAMETER)) {
                    parameters.put(name.substring(PARAMETER.length()), value);
                }
            });
        } else if (map.get("parameters") instanceof Map<?, ?> given) {
            given.forEach((name, value) -> parameters.put(String.valueOf(name), value));
        } else if (map.get("parameters") != null) {
            throw new InvalidCallException(operation(), List.of("parameters is no map"));
        }
        return parameters;
    }

    /**
     * @param taken whether the operation takes a body: a message always has one, and it may be anything
     * @return the body of the call; null for none
     */
    JsonNode body(boolean taken) {
        Object body = map == null ? message.getBody() : map.get("body");
        return body == null || map == null && !taken ? null : json(body);
    }

    /** Those that ask for nothing here. */
    Map<String, Object> otherHeaders() {
        Map<String, Object> others = new HashMap<>(message.getHeaders());
        others.keySet().removeIf(name -> name.startsWith("CamelStitch"));
        return others;
    }

    private String text(String header, String key) {
        Object value = map == null ? message.getHeader(header) : map.get(key);
        return value == null ? null : String.valueOf(value);
    }

    private JsonNode json(Object body) {
        try {
            if (body instanceof JsonNode || body instanceof Map<?, ?> || body instanceof List<?>) {
                return Json.MAPPER.valueToTree(body);
            }
            InputStream text = message.getExchange()
                    .getContext()
                    .getTypeConverter()
                    .mandatoryConvertTo(InputStream.class, message.getExchange(), body);
            JsonNode json = Json.MAPPER.readTree(text);
            return json.isMissingNode() ? null : json;
        } catch (JsonProcessingException notJson) {
            // not the parser's message, which quotes the text
            throw new InvalidCallException(
                    operation(), List.of("the body is no JSON, at line " + line(notJson) + ": expected JSON"));
        } catch (IOException | NoTypeConversionAvailableException unreadable) {
            throw new InvalidCallException(
                    operation(), List.of("the body cannot be read: " + OneLine.of(unreadable.getMessage())));
        }
    }

    private static int line(JsonProcessingException notJson) {
        return notJson.getLocation() == null ? 1 : notJson.getLocation().getLineNr();
    }
}
