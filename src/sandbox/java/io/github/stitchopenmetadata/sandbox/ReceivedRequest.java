package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One HTTP request, its path split into decoded segments, its query into decoded parameters. */
record ReceivedRequest(String method, List<String> segments, Map<String, String> query, Headers headers, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ReceivedRequest of(HttpExchange exchange) throws IOException {
        return new ReceivedRequest(
                exchange.getRequestMethod(),
                segments(exchange.getRequestURI().getRawPath()),
                query(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readAllBytes());
    }

    boolean writes() {
        return !method.equals("GET") && !method.equals("HEAD");
    }

    /** The bearer token, or an empty text when the request carries none. */
    String token() {
        String authorization = headers.getFirst("Authorization");
        return authorization != null && authorization.startsWith("Bearer ") ? authorization.substring(7) : "";
    }

    /** Whether the request brings a token that is empty. */
    boolean hasBlankToken() {
        String authorization = headers.getFirst("Authorization");
        return authorization != null && authorization.strip().equals("Bearer");
    }

    boolean hasContentType(String type) {
        String sent = headers.getFirst("Content-Type");
        return sent != null && sent.split(";")[0].trim().equalsIgnoreCase(type);
    }

    JsonNode json() throws JsonProcessingException {
        return JSON.readTree(new String(body, StandardCharsets.UTF_8));
    }

    String query(String name, String whenAbsent) {
        return query.getOrDefault(name, whenAbsent);
    }

    // split before decoding: an encoded slash belongs to its segment
    private static List<String> segments(String rawPath) {
        return Arrays.stream(rawPath.split("/"))
                .filter(segment -> !segment.isEmpty())
                .map(segment -> decode(segment.replace("+", "%2B")))
                .toList();
    }

    /** The decoded parameters of a query, or the fields of a form. */
    static Map<String, String> query(String rawQuery) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (rawQuery != null) {
            for (String pair : rawQuery.split("&")) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                parameters.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
