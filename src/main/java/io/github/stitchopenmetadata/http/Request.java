package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One call to Stitch or OpenMetadata as a value. A gateway makes the call, and repeats it where that may help. The value
 * holds no server, and no token but one that the caller brings: the gateway takes both from the workflow of the run.
 *
 * @param operation what the call is for, such as {@code getStreams}; the settings {@code retry.OPERATION.delay} and messages
 *                  use this name
 * @param endpoint  the method and the path with braces for what differs
 * @param path      path and query below the address of the server, such as {@code /v4/sources/17/streams}
 * @param link      where the server itself said that the rest of a list is; null for a call that goes to {@code path}
 * @param body      what is sent, as JSON; null for a method that sends nothing
 * @param repeat    when the call may be made again
 * @param answer    what the server has to answer
 * @param limit     the limit that the call counts against
 * @param absence   whether "404 Not Found" is an answer, which is then a missing node
 * @param closing   whether the call tells of a run that has ended, and is made for a stopped run too
 * @param shown     what the call shows to be let in
 * @param form      whether the body is sent as a form, and not as JSON
 * @param reading   how much of the answer is kept
 */
public record Request(
        String operation,
        Endpoint endpoint,
        String path,
        String link,
        JsonNode body,
        Repeat repeat,
        Answer answer,
        Limit limit,
        boolean absence,
        boolean closing,
        Credential shown,
        boolean form,
        Reading reading) {

    /** When a call may be made again after it failed for something that can heal. */
    public enum Repeat {
        /** Doing it twice does no harm. */
        ALWAYS,
        /** Only where it did not reach the server. */
        IF_NOT_SENT,
        NEVER
    }

    /** What an answer has to be. */
    public enum Answer {
        /** Any JSON, or nothing at all, which is a missing node. */
        ANY,
        /** A JSON object: what is taken for an empty one would be written over, or taken away. */
        OBJECT,
        /** JSON without {@code error}: the server tells of some errors with a good status. */
        NO_ERROR,
        /** A redirect, which is not followed: where it leads to, as a JSON text. */
        LOCATION,
        /** Text, as a JSON array of its lines. */
        LINES,
        /** Any JSON, or nothing: an object with the HTTP {@code status}, which tells of what became of the call, and the {@code body}. */
        WITH_STATUS
    }

    /**
     * A limit of a server that all calls of one group share.
     *
     * @param group such as {@code jobs of 4711}; "" for no limit
     * @param waits whether the call waits until the limit has a place for it, or fails at once
     */
    public record Limit(String group, boolean waits) {

        public static final Limit NONE = new Limit("", false);
    }

    /**
     * How much of an answer is in memory.
     *
     * @param only  the names of what is kept of it, at all depths; empty for all
     * @param alone whether no other answer is in memory meanwhile
     * @param kept  makes what is kept of each record of an array, which is let go before the next one comes in; null where the answer
     *              is read as a whole
     */
    public record Reading(Set<String> only, boolean alone, UnaryOperator<JsonNode> kept) {

        public static final Reading ALL = new Reading(Set.of(), false, null);
    }

    private static final Pattern BRACES = Pattern.compile("\\{\\w+}");

    /**
     * A call that may always be repeated, has no body and may be answered by anything.
     *
     * @param template the path with braces, such as {@code /v4/sources/{source_id}/streams}, perhaps with a query
     * @param segments what takes the place of the braces, in their order; each becomes one segment of the path
     * @throws InvalidAnswerException for {@code .} and {@code ..}, which would lead to another path
     */
    public static Request of(String operation, Side side, String method, String template, Object... segments) {
        StringBuilder path = new StringBuilder();
        Matcher braces = BRACES.matcher(template);
        for (int i = 0; braces.find(); i++) {
            braces.appendReplacement(path, Matcher.quoteReplacement(segment(String.valueOf(segments[i]))));
        }
        return new Request(
                operation,
                new Endpoint(side, method, template.replaceFirst("\\?.*", "")),
                braces.appendTail(path).toString(),
                null,
                null,
                Repeat.ALWAYS,
                Answer.ANY,
                Limit.NONE,
                false,
                false,
                Credential.OF_WORKFLOW,
                false,
                Reading.ALL);
    }

    /** The same with one more parameter in the query. */
    public Request query(String name, Object value) {
        String more = (path.contains("?") ? "&" : "?") + name + "=" + encode(String.valueOf(value));
        return new Request(
                operation,
                endpoint,
                path + more,
                link,
                body,
                repeat,
                answer,
                limit,
                absence,
                closing,
                shown,
                form,
                reading);
    }

    /** @param where the server's own link to a page of the same list */
    public Request following(String where) {
        return new Request(
                operation, endpoint, path, where, body, repeat, answer, limit, absence, closing, shown, form, reading);
    }

    public Request body(JsonNode json) {
        return new Request(
                operation, endpoint, path, link, json, repeat, answer, limit, absence, closing, shown, form, reading);
    }

    public Request repeat(Repeat when) {
        return new Request(
                operation, endpoint, path, link, body, when, answer, limit, absence, closing, shown, form, reading);
    }

    public Request limit(Limit shared) {
        return new Request(
                operation, endpoint, path, link, body, repeat, answer, shared, absence, closing, shown, form, reading);
    }

    /** An answer that is no object is a failure. */
    public Request object() {
        return answered(Answer.OBJECT);
    }

    public Request answered(Answer kind) {
        return new Request(
                operation, endpoint, path, link, body, repeat, kind, limit, absence, closing, shown, form, reading);
    }

    public Request showing(Credential credential) {
        return new Request(
                operation,
                endpoint,
                path,
                link,
                body,
                repeat,
                answer,
                limit,
                absence,
                closing,
                credential,
                form,
                reading);
    }

    /** The body goes as a form. */
    public Request asForm() {
        return new Request(
                operation, endpoint, path, link, body, repeat, answer, limit, absence, closing, shown, true, reading);
    }

    /** Nothing else of the answer is kept than what has one of these names, at all depths. */
    public Request only(String... names) {
        return reading(new Reading(Set.of(names), reading.alone(), reading.kept()));
    }

    /** The answer is an array of records, each of which is reduced as it comes in. */
    public Request keeping(UnaryOperator<JsonNode> ofEachRecord) {
        return reading(new Reading(reading.only(), reading.alone(), ofEachRecord));
    }

    /** No other answer is in memory meanwhile, so that this one may be as large as all together. */
    public Request alone() {
        return reading(new Reading(reading.only(), true, reading.kept()));
    }

    private Request reading(Reading how) {
        return new Request(
                operation, endpoint, path, link, body, repeat, answer, limit, absence, closing, shown, form, how);
    }

    /** "404 Not Found" is an answer. */
    public Request orAbsent() {
        return new Request(
                operation, endpoint, path, link, body, repeat, answer, limit, true, closing, shown, form, reading);
    }

    /** The call is made for a run that has been stopped, too. */
    public Request closingRun() {
        return new Request(
                operation, endpoint, path, link, body, repeat, answer, limit, absence, true, shown, form, reading);
    }

    public Side side() {
        return endpoint.side();
    }

    public String method() {
        return endpoint.method();
    }

    /** Whether the call leaves the server as it is. */
    public boolean isRead() {
        return method().equals("GET");
    }

    /** What the body is, as the header says it. */
    public String contentType() {
        if (form) {
            return "application/x-www-form-urlencoded";
        }
        return method().equals("PATCH") ? "application/json-patch+json" : "application/json";
    }

    /** The body as it is sent; null for none. */
    public byte[] content() {
        if (body == null || !form) {
            return body == null ? null : Json.bytes(body);
        }
        return body.properties().stream()
                .map(field ->
                        encode(field.getKey()) + "=" + encode(field.getValue().asText()))
                .collect(Collectors.joining("&"))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param base the address of the server, without a slash at the end
     * @return the whole address
     * @throws InvalidAnswerException if the server's link leads to another server or another list, unless the call shows nothing
     */
    URI uri(URI base) {
        if (link == null) {
            return URI.create(base + path);
        }
        return shown == Credential.NONE
                ? OwnOrigin.leave(endpoint.side(), base, link)
                : OwnOrigin.follow(endpoint.side(), base, path, link);
    }

    /** Without the body and the link, which may hold secrets. */
    @Override
    public String toString() {
        return operation + ": " + method() + " " + path.replaceFirst("\\?.*", "");
    }

    private static String segment(String text) {
        if (text.equals(".") || text.equals("..")) {
            throw new InvalidAnswerException("something is called \"" + text + "\", which no address can name");
        }
        return encode(text);
    }

    /** One path segment or query value: {@code a/b c} gives {@code a%2Fb%20c}. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
