package io.github.stitchopenmetadata.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.MixedAccount;
import io.github.stitchopenmetadata.support.Servers;
import io.github.stitchopenmetadata.text.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each kind of answer, with something in it that no server sends: runs come to their end, and say what is wrong in the words
 * of the two systems. A sample of all the cases there are; how many, and which, says {@link Extent}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbledAnswersRouteTest {

    private static final String VERSION = "1.13.0";
    private static final List<String> WHOLE =
            List.of("", "null", "{}", "[]", "\"text\"", "<html>", "{\"data\":[{}]}", "[{}]", "[null]");
    private static final List<String> PARTS = List.of(
            "null", "{}", "[]", "true", "-1", "1e30", "\"\"", "\"x\"", "7.5", "[null]", "[[]]", "[5]", "{\"a\":[]}");

    /** @param pointer what is changed; "" for all of it */
    private record Garbled(String kind, String pointer, String value) {}

    private Servers servers;
    private Connector connector;

    @BeforeAll
    void start() throws Exception {
        servers = MixedAccount.serve(VERSION);
        connector = MixedAccount.connector(
                servers, Map.of("retry.attempts", "0", "breaker.calls", "0", "stitch.jobs.requests", "1000000"));
        connector.ingest();
        connector.status();
    }

    @AfterAll
    void stop() {
        connector.close();
        servers.close();
    }

    List<Garbled> cases() throws JsonProcessingException {
        Map<String, JsonNode> answers = new TreeMap<>();
        for (WireMockServer server : List.of(servers.stitch, servers.catalog)) {
            for (ServeEvent event : server.getAllServeEvents()) {
                String body = event.getResponse().getBodyAsString();
                if (event.getResponse().getStatus() < 300 && !body.isEmpty()) {
                    answers.merge(
                            kind(event.getRequest()),
                            Json.MAPPER.readTree(body),
                            (one, other) ->
                                    one.toString().length() < other.toString().length() ? other : one);
                }
            }
        }
        List<Garbled> cases = new ArrayList<>();
        answers.forEach((kind, answer) -> {
            WHOLE.forEach(value -> cases.add(new Garbled(kind, "", value)));
            pointers(answer, "")
                    .forEach(pointer -> PARTS.forEach(value -> cases.add(new Garbled(kind, pointer, value))));
        });
        Collections.shuffle(cases, new Random(Extent.seed()));
        return cases.subList(0, Math.min(cases.size(), Extent.count(3, 100)));
    }

    /** The method and the path, without what tells one thing from another of its kind. */
    private static String kind(LoggedRequest call) {
        return call.getMethod() + " "
                + call.getUrl()
                        .replaceFirst("[?].*", "")
                        .replaceAll("[0-9a-f-]{36}", "ID")
                        .replaceAll("/\\d+", "/N")
                        .replaceAll("/name/.*", "/name/NAME")
                        .replaceAll("/stitch[.][^/]*", "/FQN");
    }

    private static Stream<String> pointers(JsonNode json, String at) {
        if (json.isArray()) {
            return json.isEmpty()
                    ? Stream.empty()
                    : Stream.concat(Stream.of(at + "/0"), pointers(json.get(0), at + "/0"));
        }
        return json.properties().stream().flatMap(field -> {
            String pointer = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            return Stream.concat(Stream.of(pointer), pointers(field.getValue(), pointer));
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void endARunInWordsThatPeopleUnderstand(Garbled garbled) throws Exception {
        MixedAccount.renew(servers, VERSION);
        connector.ingest();
        servers.alter((call, answer) ->
                kind(call).equals(garbled.kind) && answer.getStatus() < 300 ? garble(answer, garbled) : answer);
        List<Pass> passes = List.of(connector.ingest(), connector.status());
        servers.leaveAsTheyAre();

        assertThat(passes).allSatisfy(pass -> {
            assertThat(pass.problems()).isEmpty();
            assertThat(pass.runs()).hasSize(1).allSatisfy(run -> assertThat(words(run))
                    .noneMatch(line -> line.matches(
                            ".*(Exception|Error\\b|Cannot invoke|Index \\d|class |llegal|No type converter).*")));
        });
        connector.ingest();
        assertThat(connector.ingest().exitStatus()).isZero();
    }

    private static List<String> words(Run run) {
        return Stream.concat(
                        run.problems().failures().stream().map(failure -> failure.what() + ": " + failure.why()),
                        Stream.of(String.valueOf(run.life().stopped())))
                .toList();
    }

    private static Response garble(Response answer, Garbled garbled) {
        try {
            return Response.Builder.like(answer)
                    .but()
                    .body(
                            garbled.pointer.isEmpty()
                                    ? garbled.value
                                    : replaced(Json.MAPPER.readTree(answer.getBodyAsString()), garbled)
                                            .toString())
                    .build();
        } catch (JsonProcessingException noJson) {
            return answer;
        }
    }

    private static JsonNode replaced(JsonNode json, Garbled garbled) throws JsonProcessingException {
        JsonPointer at = JsonPointer.compile(garbled.pointer);
        JsonNode value = Json.MAPPER.readTree(garbled.value);
        JsonNode parent = json.at(at.head());
        if (parent instanceof ObjectNode object && object.has(at.last().getMatchingProperty())) {
            object.set(at.last().getMatchingProperty(), value);
        } else if (parent instanceof ArrayNode array && !array.isEmpty()) {
            array.set(0, value);
        }
        return json;
    }
}
