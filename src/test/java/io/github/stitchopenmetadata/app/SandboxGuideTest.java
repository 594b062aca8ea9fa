package io.github.stitchopenmetadata.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.sandbox.Sandbox;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxGuideTest {

    @Test
    void endsWithWhereThePushedRecordsAreShown() throws Exception {
        try (Sandbox sandbox = Sandbox.start()) {
            push(sandbox);
            List<String> lines = SandboxGuide.whereToLook(sandbox.settings(), false);

            String last = lines.get(lines.size() - 1);
            HttpResponse<String> shown = send(HttpRequest.newBuilder(URI.create(last.replaceFirst(".* (?=http)", ""))));

            assertThat(last).contains("Import API");
            assertThat(shown.body())
                    .contains(
                            "\"source\":\"store_footfall\"", "\"table_name\":\"visits\"", "\"records\":1", "\"id\":17");
        }
    }

    private static void push(Sandbox sandbox) throws Exception {
        String batch = "{\"table_name\": \"visits\", \"schema\": {\"properties\": {}}, \"key_names\": [],"
                + " \"messages\": [{\"action\": \"upsert\", \"sequence\": 1, \"data\": {\"id\": 17}}]}";
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(sandbox.stitchUrl() + "/v2/import/batch"))
                .header("Authorization", "Bearer " + sandbox.settings().get("import.token"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(batch)));
        assertThat(answer.statusCode()).isEqualTo(201);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
