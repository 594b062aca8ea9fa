package io.github.stitchopenmetadata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Credential;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.text.Spelling;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** An operation of Stitch, or a preset of one: what it takes and what may be done with its call. */
public final class Operation {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final List<String> GOOD = List.of("200", "201");

    private final String id;
    private final String presetOf;
    private final String path;
    private final String method;
    private final JsonNode described;
    private final JsonNode preset;
    private final List<Parameter> parameters;
    private final List<String> required;
    private final Shape body;
    private final Shape answer;

    private Operation(
            ApiDocument document, String path, String method, JsonNode described, String presetId, JsonNode preset) {
        this.presetOf = presetId == null ? null : described.path("operationId").textValue();
        this.id = presetId == null ? described.path("operationId").textValue() : presetId;
        this.path = path;
        this.method = method.toUpperCase(Locale.ROOT);
        this.described = described;
        this.preset = preset;
        this.parameters =
                stream(described.path("parameters")).map(Parameter::of).toList();
        this.required = stream(preset.path("requires")).map(JsonNode::textValue).toList();
        this.body = described.has("requestBody") ? shape(document, described.path("requestBody")) : null;
        this.answer = GOOD.stream()
                .filter(described.path("responses")::has)
                .findFirst()
                .map(status -> shape(document, described.path("responses").path(status)))
                .orElse(null);
    }

    /** @return the operation, then its presets */
    static List<Operation> of(ApiDocument document, String path, String method, JsonNode described) {
        List<Operation> all = new ArrayList<>();
        JsonNode none = MissingNode.getInstance();
        all.add(new Operation(document, path, method, described, null, none));
        described
                .path("x-presets")
                .properties()
                .forEach(preset ->
                        all.add(new Operation(document, path, method, described, preset.getKey(), preset.getValue())));
        return all;
    }

    public String id() {
        return id;
    }

    /** The id of the operation that this is a preset of; null for an operation itself. */
    public String presetOf() {
        return presetOf;
    }

    public String method() {
        return method;
    }

    /** With braces for what differs. */
    public String path() {
        return path;
    }

    public String summary() {
        return said("summary").asText();
    }

    /** What this program itself makes the call for; "" for nothing. */
    public String usedFor() {
        return said("x-used-for").asText();
    }

    /** Whether Stitch advises against it. */
    public boolean isDeprecated() {
        return described.path("deprecated").asBoolean();
    }

    /** Whether it changes what people set up, and does more than start, stop, pause or unpause. */
    public boolean isToBeConfirmed() {
        return preset.has("x-confirm")
                ? preset.path("x-confirm").asBoolean()
                : described.path("x-confirm").asBoolean();
    }

    /** Whether a call that failed may be made again, although it may have reached Stitch. */
    public boolean isRepeated() {
        return described.path("x-repeat").textValue().equals("always");
    }

    /** Whether the answer is a page of records. */
    public boolean isPaged() {
        return described.has("x-paging");
    }

    /** Whether it is one of the Import API, which has an account of its own. */
    public boolean isOfImport() {
        return path.startsWith("/v2/import/");
    }

    /** Whether the caller has to bring a token of its own. */
    public boolean needsToken() {
        return described.at("/security/0").has("importToken");
    }

    /** Whether the body of a call is the caller's. */
    public boolean takesBody() {
        return body != null && !preset.has("body");
    }

    /** The names of the parameters, those of the path first. */
    public List<String> parameterNames() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /**
     * @param given the parameters by their names, as numbers or texts
     * @param sent  the body; null for none
     * @param token the caller's own; null for none
     * @param clock gives the time of the call, where a preset needs it
     * @return the call
     * @throws InvalidCallException with all that is wrong
     */
    Request request(Map<String, ?> given, JsonNode sent, String token, Clock clock) {
        List<String> problems = new ArrayList<>();
        refuseUnknown(given, problems);
        parameters.forEach(
                parameter -> parameter.objection(given.get(parameter.name())).ifPresent(problems::add));
        required.stream()
                .filter(name -> given.get(name) == null)
                .map(name -> "parameter " + name + " is missing")
                .forEach(problems::add);
        JsonNode content = content(sent, problems, clock);
        Credential shown = credential(token, problems);
        if (!problems.isEmpty()) {
            throw new InvalidCallException(id, problems);
        }
        Request request = Request.of(
                id,
                Side.STITCH,
                method,
                path,
                parameters.stream()
                        .filter(Parameter::inPath)
                        .map(parameter -> given.get(parameter.name()))
                        .toArray());
        for (Parameter parameter : parameters) {
            if (!parameter.inPath() && given.get(parameter.name()) != null) {
                request = request.query(parameter.name(), given.get(parameter.name()));
            }
        }
        request = request.body(content)
                .showing(shown)
                .repeat(isRepeated() ? Request.Repeat.ALWAYS : Request.Repeat.IF_NOT_SENT)
                .answered(answered());
        if (described.has("x-rate-limit")) {
            request = request.limit(new Request.Limit(String.valueOf(given.get("stitch_client_id")), true));
        }
        return described.at("/requestBody/content").has(FORM) ? request.asForm() : request;
    }

    /**
     * @param first   the call for the first page, or for another one
     * @param records takes those of each page, with the list as it stands after it
     * @return the list from there on
     */
    public Paged pages(Request first, BiConsumer<List<JsonNode>, Paged> records) {
        String link = described.at("/x-paging/next").textValue();
        return new Paged(
                first,
                answer -> {
                    String next = answer.at(link).asText("");
                    return next.isEmpty() || next.equals("null") ? null : first.following(next);
                },
                records);
    }

    /** @return how an answer differs from the document; empty where it does not, and where the document says nothing */
    public List<String> objections(JsonNode received) {
        return answer == null || received.isMissingNode() ? List.of() : answer.objections(received);
    }

    private void refuseUnknown(Map<String, ?> given, List<String> problems) {
        List<String> names = parameterNames();
        given.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(name -> problems.add("there is no parameter " + name
                        + Spelling.nearest(name, names)
                                .map(nearest -> "; the nearest is " + nearest)
                                .orElse("")));
    }

    private JsonNode content(JsonNode sent, List<String> problems, Clock clock) {
        boolean isSent = sent != null && !sent.isMissingNode();
        if (!takesBody()) {
            if (isSent) {
                problems.add("it takes no body");
            }
            return preset.has("body") ? filled(preset.path("body"), clock) : null;
        }
        if (!isSent) {
            problems.add("the body is missing: expected JSON");
            return null;
        }
        problems.addAll(body.objections(sent));
        return sent;
    }

    private Credential credential(String token, List<String> problems) {
        if (described.path("security").isEmpty()) {
            return Credential.NONE;
        }
        if (token == null || token.isBlank()) {
            if (needsToken()) {
                problems.add(
                        "the token is missing: expected one of an Import API source, as createImportToken makes it");
            }
            return Credential.OF_WORKFLOW;
        }
        if (!token.matches("[\\x21-\\x7e]+")) {
            problems.add("the token holds a blank, a control character or one outside ASCII");
        }
        return Credential.token(token);
    }

    private Request.Answer answered() {
        if (described.path("responses").has("302")) {
            return Request.Answer.LOCATION;
        }
        return described.path("x-error-in-200").asBoolean() ? Request.Answer.NO_ERROR : Request.Answer.ANY;
    }

    private JsonNode said(String key) {
        return presetOf == null ? described.path(key) : preset.path(key);
    }

    private static JsonNode filled(JsonNode fixed, Clock clock) {
        ObjectNode filled = fixed.deepCopy();
        fixed.properties().stream()
                .filter(field -> field.getValue().asText().equals("{now}"))
                .forEach(field -> filled.put(
                        field.getKey(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
        return filled;
    }

    /** @param message a request or an answer: its content, whatever its type */
    private static Shape shape(ApiDocument document, JsonNode message) {
        return new Shape(() ->
                document.resolved(message).path("content").elements().next().path("schema"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
