package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What became of jobs: extractions with their logs, and loads. */
final class JobEndpoints {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String url;
    private final int pageSize;

    /** @param url of the server */
    JobEndpoints(String url, int pageSize) {
        this.url = url;
        this.pageSize = pageSize;
    }

    /** A page of one of the lists of an account. */
    Answer page(
            StitchClient asking,
            ReceivedRequest request,
            Map<String, String> path,
            String what,
            Function<StitchAccount, List<JsonNode>> list) {
        StitchAccount held = asking.account();
        if (!path.get("client_id").equals(Long.toString(asking.id()))) {
            return StitchErrors.unauthorized();
        }
        String asked = request.query("page", "1");
        if (!asked.matches("[1-9]\\d{0,8}")) {
            return StitchErrors.text("invalid page: " + asked);
        }
        long page = Long.parseLong(asked);
        List<JsonNode> records = list.apply(held);
        List<JsonNode> data =
                records.stream().skip((page - 1) * pageSize).limit(pageSize).toList();
        ObjectNode envelope = NODES.objectNode();
        envelope.set("data", SourceEndpoints.array(data));
        envelope.put("page", page).put("total", records.size());
        ObjectNode links = envelope.putObject("links");
        String self = "/v4/" + asking.id() + "/" + what + "?page=";
        if (page * pageSize < records.size()) {
            links.put("next", self + (page + 1));
        }
        if (page > 1) {
            links.put("previous", self + (page - 1));
        }
        return Answer.json(envelope);
    }

    /** Another name of this machine: as the real one it is another server. */
    Answer logLocation(StitchClient asking, Map<String, String> path) {
        if (!path.get("client_id").equals(Long.toString(asking.id()))) {
            return StitchErrors.unauthorized();
        }
        boolean isThere = asking.account().extractions().stream()
                .anyMatch(extraction -> extraction.path("job_name").asText().equals(path.get("job_name")));
        String location = url.replace("127.0.0.1", "localhost") + "/extraction-logs/" + path.get("job_name")
                + "?X-Amz-Signature=sandbox";
        return isThere ? new Answer(302, Map.of("Location", location), new byte[0]) : Answer.empty(404);
    }

    /** A store that takes the signature in the address, and nothing besides. */
    static Answer log(ReceivedRequest request, String job) {
        if (!request.token().isEmpty() || !request.query("X-Amz-Signature", "").equals("sandbox")) {
            return Answer.plain(400, "only one way of authorization is allowed");
        }
        return Answer.plain(
                200,
                "2025-01-01 00:00:00,000Z   main - INFO Running " + job + "\n"
                        + "2025-01-01 00:00:01,000Z    tap - INFO Done\n");
    }
}
