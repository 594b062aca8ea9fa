package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/**
 * A stand-in for an OpenMetadata server of a given version, as a bot and a person meet it: it keeps what it is given
 * and refuses what a server of that version refuses, in the same words.
 */
public final class CatalogServer extends LoopbackServer {

    private static final Map<Integer, String> ERROR_TYPES = Map.of(
            400, "BAD_REQUEST", 401, "UNAUTHORIZED", 403, "FORBIDDEN", 404, "ENTITY_NOT_FOUND", 500, "INTERNAL_ERROR");

    private final ServerVersion version;
    private final Principals principals;
    private final StoredCatalog catalog;

    /**
     * How the server behaves.
     *
     * @param port 0 takes any free port
     * @param latency how long each answer is held back
     * @param personToken a second token that is let in, which belongs to a person; null for none
     */
    public record Options(int port, Duration latency, String personToken) {

        public static Options defaults() {
            return new Options(0, Duration.ZERO, null);
        }

        public Options withPort(int port) {
            return new Options(port, latency, personToken);
        }

        public Options withLatency(Duration latency) {
            return new Options(port, latency, personToken);
        }

        public Options withPersonToken(String personToken) {
            return new Options(port, latency, personToken);
        }
    }

    public CatalogServer(String version, String token) {
        this(version, token, Options.defaults());
    }

    /**
     * @param version such as {@code 1.4.0}; decides which bodies, values and fields are accepted
     * @param token the bearer token of the bot
     */
    public CatalogServer(String version, String token, Options options) {
        this(ServerVersion.parse(version), token, options);
    }

    private CatalogServer(ServerVersion version, String token, Options options) {
        super("catalog-sandbox", options.port(), options.latency());
        this.version = version;
        this.principals = new Principals(this.version, token, options.personToken());
        this.catalog = new StoredCatalog(version);
        start(new CatalogEndpoints(version, catalog, principals).all());
    }

    /** The base URL as it is configured in clients: it ends with {@code /api}. */
    @Override
    public String url() {
        return super.url() + "/api";
    }

    /** How many requests changed, or were to change, anything but the report of a run, which comes with each. */
    @Override
    public long writes() {
        return super.writes() - requestsByEndpoint().getOrDefault("PUT " + CatalogEndpoints.INGESTION_STATUS, 0L);
    }

    /**
     * Takes a permission from the bot, which may do anything before.
     *
     * @param operation such as {@code EditLineage} or {@code ViewAll}
     * @param resource  such as {@code lineage} or {@code databaseSchema}
     */
    public void deny(String operation, String resource) {
        principals.deny(operation, resource);
    }

    public StoredCatalog catalog() {
        return catalog;
    }

    @Override
    Answer answer(ReceivedRequest request, Endpoints.Match match) {
        try {
            if (!match.template().equals(CatalogEndpoints.VERSION)) {
                principals.user(request);
                principals.authorize(request, match.template());
            }
            if (!match.found()) {
                throw match.pathKnown()
                        ? Refusal.http(version, 405, "Method Not Allowed")
                        : Refusal.unknownPath(version);
            }
            return request.writes()
                    ? catalog.writing(() -> match.endpoint().answer(request, match.path()))
                    : catalog.reading(() -> match.endpoint().answer(request, match.path()));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
    }

    private Answer refused(Refusal refusal) {
        if (refusal.plain()) {
            return Answer.plain(refusal.status(), refusal.getMessage());
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (refusal.status() == 500 && !version.atLeast("1.2")) {
            body.put(
                    "responseMessage",
                    "An exception with message [" + refusal.getMessage() + "] was thrown while processing request.");
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
