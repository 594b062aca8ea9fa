package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;

/** Who answers which request to Stitch. */
final class StitchEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SOURCE = "/v4/sources/{source_id}";
    private static final String EMAILS = "/notifications/public/v1/api/custom-emails";
    private static final String HOOKS = "/notifications/public/v1/api/hooks";

    private final Map<String, StitchClient> clients;
    private final Jobs jobs;
    private final ImportEndpoints imports;
    private final PartnerEndpoints partners;
    private final JobEndpoints jobLists;

    /** @param clients by their tokens */
    StitchEndpoints(Map<String, StitchClient> clients, Jobs jobs, PartnerEndpoints partners, JobEndpoints jobLists) {
        this.clients = clients;
        this.jobs = jobs;
        this.imports = new ImportEndpoints(jobs);
        this.partners = partners;
        this.jobLists = jobLists;
    }

    Endpoints all() {
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
                        (request, path) -> StitchServer.isNumber(path.get("id"))
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
                        (request, path) -> jobLists.page(
                                client(request), request, path, "extractions", StitchAccount::extractions))
                .add(
                        "GET",
                        "/v4/{client_id}/extractions/{job_name}",
                        (request, path) -> jobLists.logLocation(client(request), path))
                .add(
                        "GET",
                        "/extraction-logs/{job_name}",
                        (request, path) -> JobEndpoints.log(request, path.get("job_name")))
                .add(
                        "GET",
                        "/v4/{client_id}/loads",
                        (request, path) -> jobLists.page(client(request), request, path, "loads", StitchAccount::loads))
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
                .add("GET", StitchServer.PUSHED, (request, path) -> ImportEndpoints.pushed(clients.values()))
                .add("GET", "/v2/import/status", (request, path) -> ImportEndpoints.status())
                .add(
                        "POST",
                        "/v2/import/batch",
                        ofImport((request, path, body) -> imports.batch(sender(request), request, body)))
                .add(
                        "POST",
                        "/v2/import/push",
                        ofImport((request, path, body) -> imports.push(sender(request), request, body, true)))
                .add(
                        "POST",
                        "/v2/import/validate",
                        ofImport((request, path, body) -> imports.push(sender(request), request, body, false)));
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
                        400, NODES.objectNode().put("status", "ERROR").put("message", "the body is no JSON"));
            }
        };
    }

    /** What is too large is not read. */
    private static Endpoints.Endpoint ofImport(With endpoint) {
        Endpoints.Endpoint reading = withBody(endpoint);
        return (request, path) ->
                ImportEndpoints.isTooLarge(request) ? ImportEndpoints.tooLarge() : reading.answer(request, path);
    }

    private Endpoints.Endpoint ofSource(With endpoint) {
        return (request, path) -> {
            String sourceId = path.get("source_id");
            if (!StitchServer.isNumber(sourceId)) {
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
        if (!StitchServer.isNumber(path.get("source_id")) || !StitchServer.isNumber(streamId)) {
            return Answer.empty(404);
        }
        return client(request)
                .account()
                .schema(Long.parseLong(path.get("source_id")), Long.parseLong(streamId))
                .map(Answer::json)
                .orElse(StitchErrors.text("invalid stream-id: " + streamId));
    }

    /** -1 for what is none: nothing has it for an id. */
    private static long number(String text) {
        return StitchServer.isNumber(text) ? Long.parseLong(text) : -1;
    }

    private static long id(JsonNode source) {
        return source.path("id").asLong();
    }

    private static Answer orAbsent(JsonNode found) {
        return found == null ? Answer.empty(404) : Answer.json(found);
    }
}
