package io.github.stitchopenmetadata.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom the bearer tokens belong to: one a bot, the other, where there is one, a person. */
final class Principals {

    static final String BOT = "ingestion-bot";
    static final String PERSON = "admin";

    private static final Pattern JWT = Pattern.compile("([\\w-]+)\\.[\\w-]+\\.[\\w-]+");

    private final ServerVersion version;
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final String botToken;
    private final String personToken;

    Principals(ServerVersion version, String botToken, String personToken) {
        this.version = version;
        this.botToken = botToken;
        this.personToken = personToken;
    }

    /** The name of the user who sent a request; refuses those who are not known. */
    String user(ReceivedRequest request) {
        String token = request.token();
        if (version.atLeast("1.2")) {
            refuseUnreadable(request);
        }
        if (token.isEmpty()) {
            throw Refusal.unauthorized("Not Authorized! Token not present");
        }
        if (token.equals(botToken)) {
            return BOT;
        }
        if (token.equals(personToken)) {
            return PERSON;
        }
        throw Refusal.unauthorized("Invalid token");
    }

    /** From now on the bot may not do this any more. */
    void deny(String operation, String resource) {
        denied.add(operation + " " + resource);
    }

    /** Edges are drawn on a resource of their own, whatever the ends are; all else is read or written as what it is. */
    void authorize(ReceivedRequest request, String template) {
        String resource = resource(template);
        String operation = resource.equals("lineage") && request.writes()
                ? "EditLineage"
                : request.writes() ? "EditAll" : "ViewAll";
        if (denied.contains(operation + " " + resource)) {
            throw Refusal.forbidden("Principal: CatalogPrincipal{name='" + user(request) + "'} operations [" + operation
                    + "] not allowed");
        }
    }

    private static String resource(String template) {
        String rest = template.replaceFirst("^/api/v1/", "");
        return Arrays.stream(EntityType.values())
                .filter(type -> rest.equals(type.collection()) || rest.startsWith(type.collection() + "/"))
                .map(EntityType::word)
                .findFirst()
                .orElseGet(() -> rest.replaceFirst("/.*", ""));
    }

    /** Some tokens make a server fail instead of refusing them. */
    private static void refuseUnreadable(ReceivedRequest request) {
        if (request.hasBlankToken()) {
            throw Refusal.failure("begin 7, end 6");
        }
        Matcher jwt = JWT.matcher(request.token());
        if (jwt.matches() && !new String(Base64.getUrlDecoder().decode(jwt.group(1)), UTF_8).contains("\"kid\"")) {
            throw Refusal.failure("An exception with message [null] was thrown while processing request.");
        }
    }

    boolean isPerson(ReceivedRequest request) {
        return user(request).equals(PERSON);
    }
}
