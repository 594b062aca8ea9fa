package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A stand-in for an OpenMetadata server of a given version, as bots and people meet it: it keeps what it is given and
 * refuses what a server of that version refuses, in the same words.
 */
public final class CatalogServer implements AutoCloseable {

    private static final Map<Integer, String> ERROR_TYPES = Map.of(400, "BAD_REQUEST", 401, "UNAUTHORIZED",
            404, "ENTITY_NOT_FOUND", 500, "INTERNAL_ERROR");

    private final CatalogVersion version;
    private final String token;
    private final String personToken = UUID.randomUUID().toString();
    private final Catalog catalog;
    private final LoopbackServer server;

    /**
     * How the server behaves.
     *
     * @param port 0 takes any free port
     * @param latency how long each answer is held back
     */
    public record Options(int port, Duration latency) {

        public static Options defaults() {
            return new Options(0, Duration.ZERO);
        }

        public Options withPort(int port) {
            return new Options(port, latency);
        }

        public Options withLatency(Duration latency) {
            return new Options(port, latency);
        }
    }

    public CatalogServer(String version, String token) {
        this(version, token, Options.defaults());
    }

    /**
     * @param version such as {@code 1.4.0}; decides which bodies, values and fields are accepted
     * @param token the bearer token of a bot; {@link #personToken} is the only other one that is let in
     */
    public CatalogServer(String version, String token, Options options) {
        this.version = CatalogVersion.parse(version);
        this.token = token;
        this.catalog = new Catalog(this.version);
        catalog.addUser(Entity.BOT, Entity.BOT + "@example.net");
        List.of("Tier1", "Tier2", "Tier3", "Tier4", "Tier5").forEach(tier -> catalog.addTag("Tier", tier));
        List.of("None", "NonSensitive", "Sensitive").forEach(tag -> catalog.addTag("PII", tag));
        this.server = new LoopbackServer("catalog-sandbox", options.port(), options.latency(),
                new CatalogEndpoints(this.version, catalog, personToken).all(), this::answer);
    }

    /** The base URL as it is configured in clients: it ends with {@code /api}. */
    public String url() {
        return server.url() + "/api";
    }

    /** The token of a person, whose PUT replaces what other people wrote, where a bot's fills gaps only. */
    public String personToken() {
        return personToken;
    }

    public Catalog catalog() {
        return catalog;
    }

    public long requests() {
        return server.requests();
    }

    /** How many requests were PUT, POST, PATCH or DELETE. */
    public long writes() {
        return server.writes();
    }

    /** How often each endpoint was called: method and path template, such as {@code PUT /api/v1/pipelines}. */
    public Map<String, Long> requestsByEndpoint() {
        return server.requestsByEndpoint();
    }

    @Override
    public void close() {
        server.close();
    }

    private Answer answer(Request request, Endpoints.Match match) {
        try {
            if (!match.template().equals(CatalogEndpoints.VERSION)) {
                authorize(request);
            }
            if (!match.found()) {
                throw match.pathKnown() ? Refusal.http(version, 405, "Method Not Allowed") : Refusal.unknownPath(version);
            }
            return request.writes() ? catalog.writing(() -> match.endpoint().answer(request, match.path()))
                    : catalog.reading(() -> match.endpoint().answer(request, match.path()));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private void authorize(Request request) {
        if (request.token().isEmpty()) {
            throw Refusal.unauthorized("Not Authorized! Token not present");
        }
        if (!request.token().equals(token) && !request.token().equals(personToken)) {
            throw Refusal.unauthorized("Invalid token");
        }
    }

    private Answer refused(Refusal refusal) {
        if (refusal.plain()) {
            return Answer.plain(refusal.status(), refusal.getMessage());
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (refusal.status() == 500 && !version.atLeast("1.2")) {
            body.put("responseMessage", "An exception with message [" + refusal.getMessage()
                    + "] was thrown while processing request.");
        } else {
            body.put("code", refusal.status());
            if (version.atLeast("1.5") && ERROR_TYPES.containsKey(refusal.status())) {
                body.put("errorType", ERROR_TYPES.get(refusal.status()));
            }
            body.put("message", refusal.getMessage());
        }
        return Answer.json(refusal.status(), body);
    }
}
