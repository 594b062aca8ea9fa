package io.github.stitchopenmetadata.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A token over which an OpenMetadata server fails instead of refusing it, seen on 1.6: one without the id of its key ({@code kid})
 * answers 500 {@code An exception with message [null] was thrown}, an empty one 500 {@code begin 7, end 6}.
 */
public final class UnreadableToken {

    private UnreadableToken() {}

    /**
     * @param failure of a call
     * @param token   that was sent with it
     * @return whether the token is what the server failed over
     */
    public static boolean explains(CallFailedException failure, String token) {
        if (failure.getSide() != Side.OPENMETADATA || failure.getStatus() != 500) {
            return false;
        }
        return failure.getMessage().contains("begin 7, end 6")
                || (failure.getMessage().contains("message [null]") && lacksKeyId(token));
    }

    private static boolean lacksKeyId(String token) {
        String[] parts = token.split("\\.");
        if (parts.length != 3) {
            return false;
        }
        try {
            JsonNode header =
                    Json.FOREIGN.readTree(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8));
            return header.isObject() && header.path("kid").asText("").isEmpty();
        } catch (IllegalArgumentException | JsonProcessingException noJwt) {
            return false;
        }
    }
}
