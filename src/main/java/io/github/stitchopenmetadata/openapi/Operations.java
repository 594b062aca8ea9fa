package io.github.stitchopenmetadata.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Spelling;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All operations of both Stitch APIs, and their presets, by their ids. The documents are read when the first is asked for. */
public final class Operations {

    private static final List<String> DOCUMENTS =
            List.of("/openapi/stitch-connect.yaml", "/openapi/stitch-import.yaml");

    /** They are as fixed as the code. */
    private static final class Shipped {
        static final Map<String, Operation> BY_ID = new LinkedHashMap<>();

        static {
            DOCUMENTS.stream()
                    .flatMap(document -> ApiDocument.read(document).operations().stream())
                    .forEach(operation -> BY_ID.put(operation.id(), operation));
        }
    }

    private final Clock clock;

    public Operations() {
        this(Clock.systemUTC());
    }

    Operations(Clock clock) {
        this.clock = clock;
    }

    /** In the order of the documents, each followed by its presets. */
    public Collection<Operation> all() {
        return Shipped.BY_ID.values();
    }

    /** @throws InvalidCallException if there is none of this id */
    public Operation operation(String id) {
        Operation known = Shipped.BY_ID.get(id);
        if (known == null) {
            throw new InvalidCallException(
                    OneLine.of(id),
                    List.of("there is no such operation; the nearest is "
                            + Spelling.nearest(id, Shipped.BY_ID.keySet()).orElseThrow()));
        }
        return known;
    }

    /**
     * @param parameters by their names, as numbers or texts
     * @return the call of an operation without a body
     * @throws InvalidCallException if there is no such operation, or its parameters are others
     */
    public Request request(String id, Map<String, ?> parameters) {
        return request(id, parameters, null, null);
    }

    /**
     * @param parameters by their names, as numbers or texts
     * @param body       what is sent; null for nothing
     * @param token      of the caller's own, for the Import API; null for that of the workflow
     * @return the call, checked
     * @throws InvalidCallException with all that is wrong, field by field
     */
    public Request request(String id, Map<String, ?> parameters, JsonNode body, String token) {
        return operation(id).request(parameters, body, token, clock);
    }

    /** One line for each, in columns: the id, the method, the path. */
    public Stream<String> table() {
        int widest = all().stream()
                .mapToInt(operation -> operation.id().length())
                .max()
                .orElse(0);
        return all().stream()
                .map(operation -> String.format(
                        "%-" + widest + "s  %-6s  %s", operation.id(), operation.method(), operation.path()));
    }
}
