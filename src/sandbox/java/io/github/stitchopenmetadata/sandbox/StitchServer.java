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
import java.util.function.BiFunction;
import java.util.function.Function;

/** Serves a Stitch account over HTTP the way the Connect API does, as far as reading goes. */
public final class StitchServer extends LoopbackServer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> DESTINATION_FILTERS = Set.of("source_id", "destination_id");

    private final String token;
    private final int pageSize;
    private volatile StitchAccount account;

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
        super("stitch-sandbox", options.port(), options.latency());
        this.account = account;
        this.token = token;
        this.pageSize = options.pageSize();
        start(endpoints());
    }

    /** Serves another state of the account from now on. */
    public void replace(StitchAccount account) {
        this.account = account;
    }

    public StitchAccount account() {
        return account;
    }

    private Endpoints endpoints() {
        return new Endpoints()
                .add("GET", "/v4/sources", (request, path) -> Answer.json(array(account.sources())))
                .add(
                        "GET",
                        "/v4/sources/{source_id}",
                        (request, path) -> ofSource(
                                path, (held, id) -> Answer.json(held.source(id).orElseThrow())))
                .add(
                        "GET",
                        "/v4/sources/{source_id}/streams",
                        (request, path) -> ofSource(path, (held, id) -> Answer.json(array(held.streams(id)))))
                .add("GET", "/v4/sources/{source_id}/streams/{stream_id}", (request, path) -> schema(path))
                .add(
                        "GET",
                        "/v4/sources/{source_id}/last-connection-check",
                        (request, path) -> ofSource(path, (held, id) -> held.lastConnectionCheck(id)
                                .map(Answer::json)
                                .orElse(Answer.empty(404))))
                .add("GET", "/v4/destinations", (request, path) -> destinations(request))
                .add(
                        "GET",
                        "/v4/{client_id}/extractions",
                        (request, path) -> page(request, path, "extractions", StitchAccount::extractions))
                .add(
                        "GET",
                        "/v4/{client_id}/loads",
                        (request, path) -> page(request, path, "loads", StitchAccount::loads));
    }

    @Override
    Answer answer(ReceivedRequest request, Endpoints.Match match) {
        if (!request.token().equals(token)) {
            return unauthorized();
        }
        return match.found() ? match.endpoint().answer(request, match.path()) : Answer.empty(404);
    }

    // each request is answered from one state of the account
    private Answer ofSource(Map<String, String> path, BiFunction<StitchAccount, Long, Answer> answer) {
        StitchAccount held = account;
        String sourceId = path.get("source_id");
        if (!isNumber(sourceId)) {
            return Answer.empty(404);
        }
        return held.source(Long.parseLong(sourceId)).isPresent()
                ? answer.apply(held, Long.parseLong(sourceId))
                : invalid("InvalidId", "source not found (" + sourceId + ")");
    }

    private Answer schema(Map<String, String> path) {
        String streamId = path.get("stream_id");
        if (!isNumber(path.get("source_id")) || !isNumber(streamId)) {
            return Answer.empty(404);
        }
        return account.schema(Long.parseLong(path.get("source_id")), Long.parseLong(streamId))
                .map(Answer::json)
                .orElse(Answer.json(400, TextNode.valueOf("invalid stream-id: " + streamId)));
    }

    private Answer destinations(ReceivedRequest request) {
        if (!DESTINATION_FILTERS.containsAll(request.query().keySet())
                || !request.query().values().stream().allMatch(StitchServer::isNumber)) {
            return Answer.json(
                    400, TextNode.valueOf("GET may only include the params: source_id and/or destination_id"));
        }
        String sourceId = request.query("source_id", null);
        String destinationId = request.query("destination_id", null);
        StitchAccount held = account;
        List<JsonNode> found = sourceId == null ? held.destinations() : held.destinationsOf(Long.parseLong(sourceId));
        return Answer.json(array(found.stream()
                .filter(destination ->
                        destinationId == null || destination.path("id").asText().equals(destinationId))
                .toList()));
    }

    private Answer page(
            ReceivedRequest request,
            Map<String, String> path,
            String what,
            Function<StitchAccount, List<JsonNode>> list) {
        StitchAccount held = account;
        if (!path.get("client_id").equals(Long.toString(held.clientId()))) {
            return unauthorized();
        }
        String asked = request.query("page", "1");
        if (!asked.matches("[1-9]\\d{0,8}")) {
            return Answer.json(400, TextNode.valueOf("invalid page: " + asked));
        }
        long page = Long.parseLong(asked);
        List<JsonNode> records = list.apply(held);
        List<JsonNode> data =
                records.stream().skip((page - 1) * pageSize).limit(pageSize).toList();
        ObjectNode envelope = NODES.objectNode();
        envelope.set("data", array(data));
        envelope.put("page", page).put("total", records.size());
        ObjectNode links = envelope.putObject("links");
        String self = "/v4/" + held.clientId() + "/" + what + "?page=";
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
