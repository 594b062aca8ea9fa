package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Serves a Stitch account over HTTP the way the Connect API and the Import API do, with what calls change in it. */
public final class StitchServer extends LoopbackServer {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SOURCE = "/v4/sources/{source_id}";
    private static final String EMAILS = "/notifications/public/v1/api/custom-emails";
    private static final String HOOKS = "/notifications/public/v1/api/hooks";
    /** What needs no token, or has its secret elsewhere. */
    private static final Set<String> OPEN = Set.of("/oauth/token", "/v3/accounts", "/extraction-logs/{job_name}");

    /** What a partner shows to make accounts and to exchange codes. */
    public static final String PARTNER_ID = "oc_sandbox";

    public static final String PARTNER_SECRET = "oc_sandbox_secret";

    private final AtomicLong nextId = new AtomicLong(900_000);
    private final Map<String, StitchClient> clients = new ConcurrentHashMap<>();
    private final StitchClient client;
    private final int pageSize;
    private final Jobs jobs;
    private final ImportEndpoints imports;
    private final PartnerEndpoints partners;

    /**
     * How the server behaves.
     *
     * @param port 0 takes any free port
     * @param pageSize how many extractions or loads make a page
     * @param latency how long each answer is held back
     * @param jobLength how long a replication job runs
     */
    public record Options(int port, int pageSize, Duration latency, Duration jobLength) {

        public Options {
            if (pageSize < 1) {
                throw new IllegalArgumentException("pageSize must be at least 1, not " + pageSize);
            }
        }

        /** A free port, the page size of the product, no delay. */
        public static Options defaults() {
            return new Options(0, 100, Duration.ZERO, Duration.ofSeconds(2));
        }

        public Options withPort(int port) {
            return new Options(port, pageSize, latency, jobLength);
        }

        public Options withPageSize(int pageSize) {
            return new Options(port, pageSize, latency, jobLength);
        }

        public Options withLatency(Duration latency) {
            return new Options(port, pageSize, latency, jobLength);
        }

        public Options withJobLength(Duration jobLength) {
            return new Options(port, pageSize, latency, jobLength);
        }
    }

    public StitchServer(StitchAccount account, String token) {
        this(account, token, Options.defaults());
    }

    public StitchServer(StitchAccount account, String token, Options options) {
        super("stitch-sandbox", options.port(), options.latency());
        this.client = new StitchClient(0, account, nextId);
        this.pageSize = options.pageSize();
        this.jobs = new Jobs(options.jobLength());
        this.imports = new ImportEndpoints(jobs);
        this.partners = new PartnerEndpoints(clients, nextId);
        clients.put(token, client);
        start(endpoints());
    }

    /** Serves another state of the account from now on. */
    public void replace(StitchAccount account) {
        client.replace(account);
    }

    public StitchAccount account() {
        return client.account();
    }

    /** The token does not let anybody in any more. */
    public void revoke(String token) {
        clients.remove(token);
    }

    /** The plan of the account has no hooks, custom e-mails and cron expressions any more. */
    public void downgrade() {
        client.advanced(false);
    }

    /** A code as a user who agrees brings it to a partner. */
    public String issueCode() {
        return partners.issueCode(client);
    }

    /** What was pushed into a source: objects with {@code table_name}, {@code sequence} and {@code data}, in the order of their arrival. */
    public List<JsonNode> pushed(long sourceId) {
        return List.copyOf(client.pushed(sourceId));
    }

    @Override
    public void close() {
        super.close();
        jobs.close();
    }

    private Endpoints endpoints() {
        return new Endpoints()
                .add("POST", "/oauth/token", (request, path) -> partners.exchange(request.body()))
                .add("POST", "/v3/accounts", withBody((request, path, body) -> partners.createAccount(body)))
                .add("POST", "/v3/sessions/ephemeral", (request, path) -> PartnerEndpoints.createSession())
                .add(
                        "GET",
                        "/v4/destination-types",
                        (request, path) -> Answer.json(SourceEndpoints.array(TypeCards.destinations())))
                .add(
                        "GET",
                        "/v4/destination-types/{type}",
                        (request, path) -> orAbsent(TypeCards.ofDestination(path.get("type"))))
                .add("GET", "/v4/destinations", (request, path) -> DestinationEndpoints.list(client(request), request))
                .add(
                        "POST",
                        "/v4/destinations",
                        withBody((request, path, body) -> DestinationEndpoints.create(client(request), body)))
                .add(
                        "PUT",
                        "/v4/destinations/{id}",
                        withBody((request, path, body) ->
                                DestinationEndpoints.update(client(request), path.get("id"), body)))
                .add(
                        "DELETE",
                        "/v4/destinations/{id}",
                        (request, path) -> isNumber(path.get("id"))
                                ? DestinationEndpoints.delete(client(request), path.get("id"))
                                : Answer.empty(404))
                .add("GET", "/v3/destinations", (request, path) -> DestinationEndpoints.listV3(client(request)))
                .add(
                        "POST",
                        "/v3/destinations",
                        withBody((request, path, body) -> DestinationEndpoints.createV3(client(request), body)))
                .add(
                        "PUT",
                        "/v3/destinations/{id}",
                        withBody((request, path, body) ->
                                DestinationEndpoints.updateV3(client(request), path.get("id"), body)))
                .add(
                        "GET",
                        "/v4/source-types",
                        (request, path) -> Answer.json(SourceEndpoints.array(TypeCards.sources())))
                .add(
                        "GET",
                        "/v4/source-types/{type}",
                        (request, path) -> orAbsent(TypeCards.ofSource(path.get("type"))))
                .add("GET", "/v4/sources", (request, path) -> SourceEndpoints.list(client(request)))
                .add(
                        "POST",
                        "/v4/sources",
                        withBody((request, path, body) -> SourceEndpoints.create(client(request), body)))
                .add("GET", SOURCE, ofSource((request, path, source) -> Answer.json(source)))
                .add(
                        "PUT",
                        SOURCE,
                        ofSource((request, path, source) ->
                                SourceEndpoints.update(client(request), id(source), request.json())))
                .add(
                        "DELETE",
                        SOURCE,
                        ofSource((request, path, source) -> SourceEndpoints.delete(client(request), id(source))))
                .add(
                        "GET",
                        SOURCE + "/tokens",
                        ofSource((request, path, source) -> SourceEndpoints.tokens(client(request), source)))
                .add(
                        "POST",
                        SOURCE + "/tokens",
                        ofSource((request, path, source) -> SourceEndpoints.createToken(client(request), id(source))))
                .add(
                        "DELETE",
                        SOURCE + "/tokens/{id}",
                        ofSource((request, path, source) ->
                                SourceEndpoints.revokeToken(client(request), source, number(path.get("id")))))
                .add(
                        "GET",
                        SOURCE + "/streams",
                        ofSource((request, path, source) -> Answer.json(
                                SourceEndpoints.array(client(request).account().streams(id(source))))))
                .add("GET", SOURCE + "/streams/{stream_id}", this::schema)
                .add(
                        "PUT",
                        SOURCE + "/streams/metadata",
                        ofSource((request, path, source) ->
                                StreamEndpoints.update(client(request), id(source), request.json())))
                .add(
                        "GET",
                        SOURCE + "/last-connection-check",
                        ofSource((request, path, source) -> orAbsent(client(request)
                                .account()
                                .lastConnectionCheck(id(source))
                                .orElse(null))))
                .add(
                        "POST",
                        SOURCE + "/sync",
                        (request, path) -> jobs.start(client(request), number(path.get("source_id"))))
                .add(
                        "DELETE",
                        SOURCE + "/sync",
                        (request, path) -> jobs.stop(client(request), number(path.get("source_id"))))
                .add(
                        "GET",
                        "/v4/{client_id}/extractions",
                        (request, path) -> page(request, path, "extractions", StitchAccount::extractions))
                .add("GET", "/v4/{client_id}/extractions/{job_name}", this::logLocation)
                .add("GET", "/extraction-logs/{job_name}", (request, path) -> log(request, path.get("job_name")))
                .add(
                        "GET",
                        "/v4/{client_id}/loads",
                        (request, path) -> page(request, path, "loads", StitchAccount::loads))
                .add(
                        "POST",
                        EMAILS,
                        withBody((request, path, body) -> NotificationEndpoints.createEmail(client(request), body)))
                .add("GET", EMAILS, (request, path) -> NotificationEndpoints.emails(client(request)))
                .add(
                        "PUT",
                        EMAILS + "/{id}",
                        withBody((request, path, body) ->
                                NotificationEndpoints.updateEmail(client(request), number(path.get("id")), body)))
                .add(
                        "DELETE",
                        EMAILS + "/{id}",
                        (request, path) -> NotificationEndpoints.deleteEmail(client(request), number(path.get("id"))))
                .add(
                        "POST",
                        HOOKS,
                        withBody((request, path, body) -> NotificationEndpoints.createHook(client(request), body)))
                .add("GET", HOOKS, (request, path) -> NotificationEndpoints.hooks(client(request)))
                .add(
                        "PUT",
                        HOOKS + "/{id}",
                        withBody((request, path, body) ->
                                NotificationEndpoints.updateHook(client(request), number(path.get("id")), body)))
                .add(
                        "DELETE",
                        HOOKS + "/{id}",
                        (request, path) -> NotificationEndpoints.deleteHook(client(request), number(path.get("id"))))
                .add("GET", "/v2/import/status", (request, path) -> ImportEndpoints.status())
                .add(
                        "POST",
                        "/v2/import/batch",
                        withBody((request, path, body) -> imports.batch(sender(request), request, body)))
                .add(
                        "POST",
                        "/v2/import/push",
                        withBody((request, path, body) -> imports.push(sender(request), request, body, true)))
                .add(
                        "POST",
                        "/v2/import/validate",
                        withBody((request, path, body) -> imports.push(sender(request), request, body, false)));
    }

    @Override
    Answer answer(ReceivedRequest request, Endpoints.Match match) {
        boolean isOpen = OPEN.contains(match.template()) || match.template().startsWith("/v2/import/");
        if (!isOpen && client(request) == null) {
            return StitchErrors.unauthorized();
        }
        return match.found() ? match.endpoint().answer(request, match.path()) : Answer.empty(404);
    }

    /** Whose token the request carries; null for one that nobody has. */
    private StitchClient client(ReceivedRequest request) {
        return clients.get(request.token());
    }

    /** Null for a token that nobody has. */
    private ImportEndpoints.Sender sender(ReceivedRequest request) {
        return clients.values().stream()
                .distinct()
                .flatMap(owner -> owner.importTokens().values().stream()
                        .filter(token -> token.token().equals(request.token()))
                        .flatMap(token -> owner.account().source(token.sourceId()).stream()
                                .map(source -> new ImportEndpoints.Sender(owner, source))))
                .findFirst()
                .orElse(null);
    }

    /** What answers a request with what it brings, or is about. */
    private interface With {
        Answer answer(ReceivedRequest request, Map<String, String> path, JsonNode subject)
                throws JsonProcessingException;
    }

    private static Endpoints.Endpoint withBody(With endpoint) {
        return (request, path) -> {
            try {
                return endpoint.answer(request, path, request.json());
            } catch (JsonProcessingException malformed) {
                return Answer.json(
                        400, NODES.objectNode().put("status", "ERROR").put("message", "Malformed json in the body!"));
            }
        };
    }

    private Endpoints.Endpoint ofSource(With endpoint) {
        return (request, path) -> {
            String sourceId = path.get("source_id");
            if (!isNumber(sourceId)) {
                return Answer.empty(404);
            }
            JsonNode source =
                    client(request).account().source(Long.parseLong(sourceId)).orElse(null);
            try {
                return source == null
                        ? StitchErrors.data("InvalidId", "source not found (" + sourceId + ")")
                        : endpoint.answer(request, path, source);
            } catch (JsonProcessingException malformed) {
                return StitchErrors.data("InvalidBody", "no JSON");
            }
        };
    }

    private Answer schema(ReceivedRequest request, Map<String, String> path) {
        String streamId = path.get("stream_id");
        if (!isNumber(path.get("source_id")) || !isNumber(streamId)) {
            return Answer.empty(404);
        }
        return client(request)
                .account()
                .schema(Long.parseLong(path.get("source_id")), Long.parseLong(streamId))
                .map(Answer::json)
                .orElse(StitchErrors.text("invalid stream-id: " + streamId));
    }

    /** Another name of this machine: as the real one it is another server. */
    private Answer logLocation(ReceivedRequest request, Map<String, String> path) {
        StitchClient asking = client(request);
        if (!path.get("client_id").equals(Long.toString(asking.id()))) {
            return StitchErrors.unauthorized();
        }
        boolean isThere = asking.account().extractions().stream()
                .anyMatch(extraction -> extraction.path("job_name").asText().equals(path.get("job_name")));
        String location = url().replace("127.0.0.1", "localhost") + "/extraction-logs/" + path.get("job_name")
                + "?X-Amz-Signature=sandbox";
        return isThere ? new Answer(302, Map.of("Location", location), new byte[0]) : Answer.empty(404);
    }

    /** A store that takes the signature in the address, and nothing besides. */
    private static Answer log(ReceivedRequest request, String job) {
        if (!request.token().isEmpty() || !request.query("X-Amz-Signature", "").equals("sandbox")) {
            return Answer.plain(400, "only one way of authorization is allowed");
        }
        return Answer.plain(
                200,
                "2025-01-01 00:00:00,000Z   main - INFO Running " + job + "\n"
                        + "2025-01-01 00:00:01,000Z    tap - INFO Done\n");
    }

    private Answer page(
            ReceivedRequest request,
            Map<String, String> path,
            String what,
            Function<StitchAccount, List<JsonNode>> list) {
        StitchClient asking = client(request);
        StitchAccount held = asking.account();
        if (!path.get("client_id").equals(Long.toString(asking.id()))) {
            return StitchErrors.unauthorized();
        }
        String asked = request.query("page", "1");
        if (!asked.matches("[1-9]\\d{0,8}")) {
            return StitchErrors.text("invalid page: " + asked);
        }
        long page = Long.parseLong(asked);
        List<JsonNode> records = list.apply(held);
        List<JsonNode> data =
                records.stream().skip((page - 1) * pageSize).limit(pageSize).toList();
        ObjectNode envelope = NODES.objectNode();
        envelope.set("data", SourceEndpoints.array(data));
        envelope.put("page", page).put("total", records.size());
        ObjectNode links = envelope.putObject("links");
        String self = "/v4/" + asking.id() + "/" + what + "?page=";
        if (page * pageSize < records.size()) {
            links.put("next", self + (page + 1));
        }
        if (page > 1) {
            links.put("previous", self + (page - 1));
        }
        return Answer.json(envelope);
    }

    static boolean isNumber(String text) {
        return text != null && text.matches("\\d{1,18}");
    }

    /** -1 for what is none: nothing has it for an id. */
    private static long number(String text) {
        return isNumber(text) ? Long.parseLong(text) : -1;
    }

    private static long id(JsonNode source) {
        return source.path("id").asLong();
    }

    private static Answer orAbsent(JsonNode found) {
        return found == null ? Answer.empty(404) : Answer.json(found);
    }
}
