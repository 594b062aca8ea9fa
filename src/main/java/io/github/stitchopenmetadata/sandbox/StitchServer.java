package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/** Serves a Stitch account over HTTP the way the Connect API does, as far as reading goes. */
public final class StitchServer implements AutoCloseable {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> DESTINATION_FILTERS = Set.of("source_id", "destination_id");

    private final StitchAccount account;
    private final String token;
    private final int pageSize;
    private final LoopbackServer server;

    /**
     * How the server behaves.
     *
     * @param port 0 takes any free port
     * @param pageSize how many extractions or loads make a page
     * @param latency how long each answer is held back
     */
    public record Options(int port, int pageSize, Duration latency) {

        public Options {
            if (pageSize < 1) {
                throw new IllegalArgumentException("pageSize must be at least 1, not " + pageSize);
            }
        }

        /** A free port, the page size of the product, no delay. */
        public static Options defaults() {
            return new Options(0, 100, Duration.ZERO);
        }

        public Options withPort(int port) {
            return new Options(port, pageSize, latency);
        }

        public Options withPageSize(int pageSize) {
            return new Options(port, pageSize, latency);
        }

        public Options withLatency(Duration latency) {
            return new Options(port, pageSize, latency);
        }
    }

    public StitchServer(StitchAccount account, String token) {
        this(account, token, Options.defaults());
    }

    public StitchServer(StitchAccount account, String token, Options options) {
        this.account = account;
        this.token = token;
        this.pageSize = options.pageSize();
        Endpoints endpoints = new Endpoints()
                .add("GET", "/v4/sources", (request, path) -> Answer.json(array(account.sources())))
                .add("GET", "/v4/sources/{source_id}", (request, path) -> ofSource(path, id ->
                        Answer.json(account.source(id).orElseThrow())))
                .add("GET", "/v4/sources/{source_id}/streams", (request, path) -> ofSource(path, id ->
                        Answer.json(array(account.streams(id)))))
                .add("GET", "/v4/sources/{source_id}/streams/{stream_id}", (request, path) -> schema(path))
                .add("GET", "/v4/sources/{source_id}/last-connection-check", (request, path) -> ofSource(path, id ->
                        account.lastConnectionCheck(id).map(Answer::json).orElse(Answer.empty(404))))
                .add("GET", "/v4/destinations", (request, path) -> destinations(request))
                .add("GET", "/v4/{client_id}/extractions", (request, path) ->
                        page(request, path, "extractions", account.extractions()))
                .add("GET", "/v4/{client_id}/loads", (request, path) -> page(request, path, "loads", account.loads()));
        this.server = new LoopbackServer("stitch-sandbox", options.port(), options.latency(), endpoints, this::answer);
    }

    /** The base URL, without a path. */
    public String url() {
        return server.url();
    }

    public long requests() {
        return server.requests();
    }

    /** How often each endpoint was called: method and path template to count. */
    public Map<String, Long> requestsByEndpoint() {
        return server.requestsByEndpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(Request request, Endpoints.Match match) {
        if (!request.token().equals(token)) {
            return unauthorized();
        }
        return match.found() ? match.endpoint().answer(request, match.path()) : Answer.empty(404);
    }

    private Answer ofSource(Map<String, String> path, LongFunction<Answer> answer) {
        String sourceId = path.get("source_id");
        if (!isNumber(sourceId)) {
            return Answer.empty(404);
        }
        return account.source(Long.parseLong(sourceId)).isPresent()
                ? answer.apply(Long.parseLong(sourceId))
                : invalid("InvalidId", "source not found (" + sourceId + ")");
    }

    private Answer schema(Map<String, String> path) {
        String streamId = path.get("stream_id");
        if (!isNumber(path.get("source_id")) || !isNumber(streamId)) {
            return Answer.empty(404);
        }
        return account.schema(Long.parseLong(path.get("source_id")), Long.parseLong(streamId)).map(Answer::json)
                .orElse(Answer.json(400, TextNode.valueOf("invalid stream-id: " + streamId)));
    }

    private Answer destinations(Request request) {
        if (!DESTINATION_FILTERS.containsAll(request.query().keySet())
                || !request.query().values().stream().allMatch(StitchServer::isNumber)) {
            return Answer.json(400, TextNode.valueOf("GET may only include the params: source_id and/or destination_id"));
        }
        String sourceId = request.query("source_id", null);
        String destinationId = request.query("destination_id", null);
        List<JsonNode> found = sourceId == null ? account.destinations() : account.destinationsOf(Long.parseLong(sourceId));
        return Answer.json(array(found.stream()
                .filter(destination -> destinationId == null || destination.path("id").asText().equals(destinationId))
                .toList()));
    }

    private Answer page(Request request, Map<String, String> path, String what, List<JsonNode> records) {
        if (!path.get("client_id").equals(Long.toString(account.clientId()))) {
            return unauthorized();
        }
        String asked = request.query("page", "1");
        if (!asked.matches("[1-9]\\d{0,8}")) {
            return Answer.json(400, TextNode.valueOf("invalid page: " + asked));
        }
        long page = Long.parseLong(asked);
        List<JsonNode> data = records.stream().skip((page - 1) * pageSize).limit(pageSize).toList();
        ObjectNode envelope = NODES.objectNode();
        envelope.set("data", array(data));
        envelope.put("page", page).put("total", records.size());
        ObjectNode links = envelope.putObject("links");
        String self = "/v4/" + account.clientId() + "/" + what + "?page=";
        if (page * pageSize < records.size()) {
            links.put("next", self + (page + 1));
        }
        if (page > 1) {
            links.put("previous", self + (page - 1));
        }
        return Answer.json(envelope);
    }

    private static Answer unauthorized() {
        return Answer.json(401, NODES.objectNode().put("message", "Unauthorized"));
    }

    private static Answer invalid(String error, String message) {
        ObjectNode body = NODES.objectNode().put("error", error);
        body.putObject("data").put("message", message);
        return Answer.json(400, body);
    }

    private static boolean isNumber(String text) {
        return text != null && text.matches("\\d{1,18}");
    }

    private static ArrayNode array(Collection<? extends JsonNode> nodes) {
        return NODES.arrayNode().addAll(nodes);
    }
}
