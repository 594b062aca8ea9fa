package io.github.stitchopenmetadata.sandbox;

/** Whom the bearer tokens belong to: one a bot, the other, where there is one, a person. */
final class Principals {

    static final String BOT = "ingestion-bot";
    static final String PERSON = "admin";

    private final String botToken;
    private final String personToken;

    Principals(String botToken, String personToken) {
        this.botToken = botToken;
        this.personToken = personToken;
    }

    /** The name of the user who sent a request; refuses those who are not known. */
    String user(ReceivedRequest request) {
        String token = request.token();
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

    boolean isPerson(ReceivedRequest request) {
        return user(request).equals(PERSON);
    }
}
