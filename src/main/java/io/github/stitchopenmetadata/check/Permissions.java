package io.github.stitchopenmetadata.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** What a token may do with one kind of thing, as OpenMetadata tells it. */
final class Permissions {

    private final Map<String, String> access = new HashMap<>();

    /** @param answer of {@code GET /permissions/{resource}} */
    Permissions(JsonNode answer) {
        answer.path("permissions")
                .forEach(permission -> access.put(
                        permission.path("operation").asText(),
                        permission.path("access").asText()));
    }

    boolean isEmpty() {
        return access.isEmpty();
    }

    /** What depends on a condition counts as allowed: only the thing itself tells. To edit all is to edit anything. */
    boolean allow(String operation) {
        if (isDenied(operation) || isDenied("All")) {
            return false;
        }
        return isAllowed(operation) || isAllowed("All") || (operation.startsWith("Edit") && isAllowed("EditAll"));
    }

    private boolean isDenied(String operation) {
        return access.getOrDefault(operation, "").equals("deny");
    }

    private boolean isAllowed(String operation) {
        return access.getOrDefault(operation, "").matches("allow|conditionalAllow");
    }
}
