package io.github.stitchopenmetadata.http;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    private static final URI BASE = URI.create("https://data.example/api");

    private static Request get(String template, Object... segments) {
        return Request.of("getIt", Side.OPENMETADATA, "GET", template, segments);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/tables,                                   '',            /v1/tables",
        "/v1/pipelines/{id},                           tables,        /v1/pipelines/tables",
        "/v1/services/pipelineServices/name/{name},    a/v1/tables,   /v1/services/pipelineServices/name/a%2Fv1%2Ftables",
        "/v1/services/pipelineServices/name/{name},    a+b c?d#e%f&g, /v1/services/pipelineServices/name/a%2Bb%20c%3Fd%23e%25f%26g",
        "/v1/services/pipelineServices/name/{name},    '\"$1\\{id}',  /v1/services/pipelineServices/name/%22%241%5C%7Bid%7D",
        "/v1/services/pipelineServices/name/{name},    größe😀,        /v1/services/pipelineServices/name/gr%C3%B6%C3%9Fe%F0%9F%98%80",
        "/v1/pipelines/{name}/status/bulk,             stitch.shop,   /v1/pipelines/stitch.shop/status/bulk",
        "/v1/pipelines/{id}?fields=tasks,              7,             /v1/pipelines/7?fields=tasks",
        "/v1/lineage/{type}/{id}/{type}/{id},          table|7|a/b|8, /v1/lineage/table/7/a%2Fb/8"
    })
    void putsEachValueIntoOneSegmentOfThePath(String template, String segments, String path) {
        Request request = get(template, (Object[]) segments.split("\\|"));

        assertThat(request.path()).isEqualTo(path);
        assertThat(request.uri(BASE)).hasToString(BASE + path);
    }

    /** They are counted one by one. */
    @Test
    void hasTheSameEndpointForAllCallsOfAKind() {
        Endpoint endpoint = new Endpoint(Side.OPENMETADATA, "GET", "/v1/pipelines/{id}");

        assertThat(get("/v1/pipelines/{id}", "a").endpoint()).isEqualTo(endpoint);
        assertThat(get("/v1/pipelines/{id}", "restore").endpoint()).isEqualTo(endpoint);
        assertThat(get("/v1/pipelines/{id}?fields=tasks", "a").endpoint()).isEqualTo(endpoint);
        assertThat(get("/v1/pipelines/{id}", "a").query("include", "all").endpoint())
                .isEqualTo(endpoint);
        assertThat(get("/v1/pipelines/{id}", "a").following("/v1/else?page=2").endpoint())
                .isEqualTo(endpoint);
        assertThat(get("/v1/pipelines/{id}", "a").side()).isEqualTo(Side.OPENMETADATA);
        assertThat(get("/v1/pipelines/{id}", "a").method()).isEqualTo("GET");
    }

    @Test
    void encodesEveryParameterOfTheQuery() {
        assertThat(get("/v1/tables")
                        .query("databaseSchema", "svc.\"a.b\".c&d=e f+g")
                        .query("limit", 10)
                        .uri(BASE))
                .hasToString(BASE + "/v1/tables?databaseSchema=svc.%22a.b%22.c%26d%3De%20f%2Bg&limit=10");
        assertThat(get("/v1/tables?fields=columns").query("limit", 10).path())
                .isEqualTo("/v1/tables?fields=columns&limit=10");
    }

    @Test
    void mayBeRepeatedAndMayBeAnsweredByAnythingUnlessItSaysOtherwise() {
        Request plain = get("/v1/tables");

        assertThat(plain.repeat()).isEqualTo(Request.Repeat.ALWAYS);
        assertThat(plain.answer()).isEqualTo(Request.Answer.ANY);
        assertThat(plain.limit()).isEqualTo(Request.Limit.NONE);
        assertThat(plain.absence()).isFalse();
        assertThat(plain.closing()).isFalse();
        assertThat(plain.body()).isNull();
        Request.Limit limit = new Request.Limit("4711", true);
        Request all = plain.query("a", 1)
                .body(json("{'b': 2}"))
                .repeat(Request.Repeat.IF_NOT_SENT)
                .limit(limit)
                .object()
                .orAbsent()
                .closingRun()
                .only("data", "name")
                .alone()
                .following("/v1/tables?page=2");
        assertThat(all)
                .isEqualTo(new Request(
                        "getIt",
                        new Endpoint(Side.OPENMETADATA, "GET", "/v1/tables"),
                        "/v1/tables?a=1",
                        "/v1/tables?page=2",
                        json("{'b': 2}"),
                        Request.Repeat.IF_NOT_SENT,
                        Request.Answer.OBJECT,
                        limit,
                        true,
                        true,
                        Credential.OF_WORKFLOW,
                        false,
                        new Request.Reading(Set.of("data", "name"), true, null)));
        assertThat(plain).isEqualTo(get("/v1/tables"));
    }

    @ParameterizedTest
    @CsvSource({"GET, true", "PUT, false", "PATCH, false", "DELETE, false"})
    void knowsWhetherItLeavesTheServerAsItIs(String method, boolean read) {
        assertThat(Request.of("it", Side.OPENMETADATA, method, "/v1/tables").isRead())
                .isEqualTo(read);
    }

    @Test
    void followsTheLinkOfTheServerAndNoneToAnotherOne() {
        Request page = Request.of("getLoads", Side.STITCH, "GET", "/v4/{client}/loads", 4711);

        assertThat(page.following("/v4/4711/loads?page=2").uri(URI.create("https://gateway.example/s/t")))
                .hasToString("https://gateway.example/s/t/v4/4711/loads?page=2");
        assertThatThrownBy(() -> page.following("https://evil.example/v4/x").uri(BASE))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageEndingWith("the token stays home: https://evil.example/v4/x");
    }

    @Test
    void leavesTheServerOnlyWithoutAnythingToShow() {
        Request log = Request.of("getLog", Side.STITCH, "GET", "/v4/log").following("https://s3.example/log?X=1");

        assertThat(log.showing(Credential.NONE).uri(BASE)).hasToString("https://s3.example/log?X=1");
        assertThatThrownBy(() -> log.uri(BASE)).hasMessageContaining("the token stays home");
        assertThatThrownBy(() -> log.showing(Credential.token("t")).uri(BASE))
                .hasMessageContaining("the token stays home");
        for (String insecure : List.of("http://s3.example/log", "file:///etc/passwd", "ftp://s3.example/x")) {
            assertThatThrownBy(() ->
                            log.showing(Credential.NONE).following(insecure).uri(BASE))
                    .isInstanceOf(InvalidAnswerException.class);
        }
    }

    @Test
    void sendsAForm() {
        Request form = Request.of("it", Side.STITCH, "POST", "/oauth/token")
                .body(json("{'code': 'a b&c', 'grant_type': 'authorization_code'}"))
                .asForm();

        assertThat(form.contentType()).isEqualTo("application/x-www-form-urlencoded");
        assertThat(new String(form.content(), StandardCharsets.UTF_8))
                .isEqualTo("code=a%20b%26c&grant_type=authorization_code");
    }

    @Test
    void tellsNoSecret() {
        Request secret = Request.of("it", Side.STITCH, "POST", "/v4/{id}", "1")
                .query("sig", "hidden")
                .body(json("{'partner_secret': 'hidden'}"))
                .following("https://s3.example/log?sig=hidden")
                .showing(Credential.token("hidden"));

        assertThat(secret).asString().contains("it", "/v4/1").doesNotContain("hidden");
        assertThat(secret.shown()).asString().doesNotContain("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v4/4711/extractions?page=2",
                "/v4/4712/loads?page=2",
                "/v4/4711/loads/../sources",
                "/v4/4711/loads/..%2fsources",
                "/v4/4711/%2e%2e/4712/loads",
                "/v4/4711/%2E/loads",
                "/v4/../admin",
                "/v4/4711/loads/more",
                "/v4/4711//loads",
                "/v4/4711/loads;/../x",
                "https://gateway.example/v4/4711/loads?page=2",
                "https://gateway.example/s/tt/v4/4711/loads?page=2",
                "https://gateway.example/s/t/../../v4/4711/loads",
                "https://gateway.example/s/t/%2e%2e/%2e%2e/s/t/v4/4711/loads",
                "/admin?x=/v4/4711/loads",
                "?page=2"
            })
    void aLinkThatLeadsOutOfItsListIsRefused(String link) {
        Request page = Request.of("getLoads", Side.STITCH, "GET", "/v4/{client_id}/loads", 4711)
                .query("page", 1)
                .following(link);

        assertThatThrownBy(() -> page.uri(URI.create("https://gateway.example/s/t")))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContaining("links.next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v4/4711/loads?page=2",
                "/s/t/v4/4711/loads?page=2",
                "https://gateway.example/s/t/v4/4711/loads?page=2&x=%2F..%2F",
                "https://GATEWAY.example:443/s/t/v4/4711/loads"
            })
    void aLinkThatGoesOnWithItsListIsFollowed(String link) {
        Request page = Request.of("getLoads", Side.STITCH, "GET", "/v4/{client_id}/loads", 4711)
                .query("page", 1)
                .following(link);

        assertThat(page.uri(URI.create("https://gateway.example/s/t")).getPath())
                .isEqualTo("/s/t/v4/4711/loads");
    }

    @Test
    void nothingIsCalledWithANameThatLeadsToAnotherPath() {
        assertThatThrownBy(() -> get("/v1/pipelines/{id}", "..")).isInstanceOf(InvalidAnswerException.class);
    }
}
