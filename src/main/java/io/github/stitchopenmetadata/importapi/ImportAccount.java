package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.workflow.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/**
 * The Import API source that records go into, as it is configured: "" for what is not.
 *
 * @param prefix    of the settings it comes from, such as {@code import.}; messages name them with it; "" where it is in no settings
 * @param region    {@code us} or {@code eu}
 * @param hostPort  the address of the API, in the place of that of the region
 * @param token     of the source, in clear
 * @param tokenFile the file that holds the token, instead
 */
public record ImportAccount(String prefix, String region, String hostPort, Secret token, String tokenFile) {

    /** What stands for the account in settings, behind the prefix. */
    static final String REGION = "region";

    static final String HOST_PORT = "hostPort";
    static final String TOKEN = "token";
    static final String TOKEN_FILE = "tokenFile";

    private static final int FINGERPRINT = 16;

    /**
     * @param prefix   such as {@code import.} or {@code history.}
     * @param settings gives the text of a setting by its name, prefix included; "" for one that is not set
     */
    public static ImportAccount of(String prefix, UnaryOperator<String> settings) {
        return new ImportAccount(
                prefix,
                settings.apply(prefix + REGION).strip(),
                settings.apply(prefix + HOST_PORT).strip(),
                new Secret(settings.apply(prefix + TOKEN).strip()),
                settings.apply(prefix + TOKEN_FILE).strip());
    }

    /** For a file: in the place of the token stands what tells it from others, and from which it cannot be had back. */
    ObjectNode withoutToken() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prefix", prefix)
                .put(REGION, region)
                .put(HOST_PORT, hostPort)
                .put(TOKEN_FILE, tokenFile)
                .put("fingerprint", fingerprint());
    }

    /** @param token of the account that {@link #withoutToken} described; empty where it is not known */
    static ImportAccount of(JsonNode described, Secret token) {
        return new ImportAccount(
                described.path("prefix").asText(),
                described.path(REGION).asText(),
                described.path(HOST_PORT).asText(),
                token,
                described.path(TOKEN_FILE).asText());
    }

    /** Of the token; "" where there is none in clear. */
    String fingerprint() {
        if (token.reveal().isEmpty()) {
            return "";
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
