package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A user, team or domain as a setting names it, which has to be looked up.
 *
 * @param setting the setting
 * @param text what it says
 * @param type {@code user}, {@code team} or {@code domain}
 * @param fqn under which it is looked up
 */
public record NamedEntity(String setting, String text, String type, String fqn) {

    private static final String TEAM = "team:";

    /** @param text an e-mail address, the name of a user, or {@code team:NAME} */
    static NamedEntity owner(String setting, String text) {
        if (text.startsWith(TEAM)) {
            return new NamedEntity(
                    setting, text, "team", Fqn.of(text.substring(TEAM.length()).strip()));
        }
        String name = text.contains("@") ? text.substring(0, text.indexOf('@')) : text;
        return new NamedEntity(setting, text, "user", Fqn.of(name));
    }

    /** @param fqn of a domain */
    static NamedEntity domain(String setting, String fqn) {
        return new NamedEntity(setting, fqn, "domain", fqn);
    }

    /** Where entities of its type are, below {@code /v1}. */
    public String collection() {
        return type + "s";
    }

    /**
     * @param answer what the server has under the name, or a missing node
     * @return why that is not what the setting means, or cannot be used; empty where it can
     */
    Optional<String> objection(JsonNode answer) {
        if (answer.path("id").asText("").isEmpty()) {
            return Optional.of("OpenMetadata has no such " + type);
        }
        if (text.contains("@")
                && type.equals("user")
                && !answer.path("email").asText("").equalsIgnoreCase(text)) {
            return Optional.of("OpenMetadata's user " + fqn + " has another e-mail address; name the user instead");
        }
        if (type.equals("team") && !answer.path("teamType").asText("Group").equals("Group")) {
            return Optional.of("only a team of type Group can own something");
        }
        return Optional.empty();
    }

    /** @param answer one without an objection */
    EntityRef in(JsonNode answer) {
        return new EntityRef(answer.path("id").asText(), type);
    }
}
