package io.github.stitchopenmetadata.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;

/**
 * An account that is marked wherever a credential may stand. The properties that names depend on are left as they are.
 */
public final class MarkedAccount {

    /** Stands in the middle of everything that is secret in the account and in what the servers say. */
    public static final String MARKER = "s3cr3tM4rk3r";
    /** What the properties of a connection may be called. */
    private static final List<String> CONNECTION = List.of(
            "password",
            "access_token",
            "refresh_token",
            "client_secret",
            "api_key",
            "private_key",
            "secret_key",
            "ssh_password");

    /** What the servers say of it. */
    public static final String WORDS =
            "could not connect to jdbc:postgresql://stitch:" + MARKER + "1@db/shop?password=" + MARKER + "2";

    private MarkedAccount() {}

    public static StitchAccount read() {
        try (InputStream text = MarkedAccount.class.getResourceAsStream("/mixed-account.json")) {
            JsonNode content = Json.MAPPER.readTree(text);
            Stream.of("sources", "destinations")
                    .forEach(list -> content.path(list).forEach(holder -> {
                        ObjectNode properties = holder.withObject("/properties");
                        CONNECTION.forEach(property -> properties.put(
                                property, property + MARKER + holder.path("id").asText()));
                        properties.put(
                                "jdbc_url", "jdbc:postgresql://stitch:" + MARKER + "@db/shop?password=" + MARKER);
                        properties.putObject("connection").put("password", MARKER);
                    }));
            content.path("sources").forEach(MarkedAccount::markCredential);
            content.path("sources").forEach(source -> source.withObject("/last_connection_check")
                    .put("status", "failed")
                    .put("error", true)
                    .put("check_exit_status", 1)
                    .put("check_description", WORDS));
            content.path("extractions")
                    .forEach(extraction ->
                            ((ObjectNode) extraction).put("tap_exit_status", 1).put("tap_description", WORDS));
            content.path("loads")
                    .forEach(load -> load.withObject("/error_state").put("error", WORDS));
            return StitchAccount.of(content);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A property that others need for a name, and that this connector declares as secret. */
    private static void markCredential(JsonNode source) {
        source.withObject("/properties").put("schema", "schema" + MARKER);
        ObjectNode card = source.withObject("/report_card").put("current_step_type", "fully_configured");
        card.putArray("steps")
                .addObject()
                .put("type", "form")
                .putArray("properties")
                .addObject()
                .put("name", "schema")
                .put("is_credential", true);
    }
}
