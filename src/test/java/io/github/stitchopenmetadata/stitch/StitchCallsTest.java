package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.catalog.resolve.ShopWorkflow;
import io.github.stitchopenmetadata.http.Pages;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StitchCallsTest {

    private static final String STITCH = "https://api.stitchdata.com";

    private final StitchUris uris = new StitchUris();

    private static JsonNode pageWithNext(String next) {
        ObjectNode page = (ObjectNode) json("{'data': [], 'links': {}}");
        ((ObjectNode) page.path("links")).put("next", next);
        return page;
    }

    private URI next(String base, String link) {
        Pages pages = uris.extractions(ShopWorkflow.atStitch(base), 4711);
        pages.records(pageWithNext(link));
        return pages.hasNext() ? pages.uri() : null;
    }

    @Test
    void namesEveryAddressUnderTheBaseUrl() {
        Workflow workflow = ShopWorkflow.atStitch("http://localhost:8080/stitch");
        Source source = new Source(
                11, 4711, "shop", "Shop", "import_api", null, Source.State.ACTIVE, true, null, null, Map.of());
        Stream stream = new Stream(5, "a/b", "orders", true, json("{}"));

        assertThat(uris.sources(workflow)).hasToString("http://localhost:8080/stitch/v4/sources");
        assertThat(uris.destinations(workflow)).hasToString("http://localhost:8080/stitch/v4/destinations");
        assertThat(uris.destinationsOf(workflow, source))
                .hasToString("http://localhost:8080/stitch/v4/destinations?source_id=11");
        assertThat(uris.streams(workflow, source)).hasToString("http://localhost:8080/stitch/v4/sources/11/streams");
        assertThat(uris.streamSchema(workflow, source, stream))
                .hasToString("http://localhost:8080/stitch/v4/sources/11/streams/5");
        assertThat(uris.extractions(workflow, 4711).uri())
                .hasToString("http://localhost:8080/stitch/v4/4711/extractions");
        assertThat(uris.loads(workflow, 4711).uri()).hasToString("http://localhost:8080/stitch/v4/4711/loads");
        assertThat(StitchUris.app(4711, 11))
                .isEqualTo("https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/");
        assertThat(StitchUris.job(4711, 11, "4711.11.sync.x y"))
                .isEqualTo("https://app.stitchdata.com/client/4711/pipeline/v2/sources/11/#4711.11.sync.x%20y");
        assertThat(StitchUris.job(4711, 11, "")).isEqualTo(StitchUris.app(4711, 11));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.stitchdata.com,   /v4/4711/extractions?page=2,                               https://api.stitchdata.com/v4/4711/extractions?page=2",
        "https://api.stitchdata.com,   https://api.stitchdata.com/v4/4711/extractions?page=2,     https://api.stitchdata.com/v4/4711/extractions?page=2",
        "https://api.stitchdata.com,   HTTPS://API.StitchData.com:443/v4/4711/extractions?page=2, HTTPS://API.StitchData.com:443/v4/4711/extractions?page=2",
        "https://api.stitchdata.com,   //api.stitchdata.com/v4/x?page=2,                          https://api.stitchdata.com/v4/x?page=2",
        "http://localhost:8080,        /v4/4711/extractions?page=2,                               http://localhost:8080/v4/4711/extractions?page=2",
        "http://localhost,             http://localhost:80/v4/x?page=2,                           http://localhost:80/v4/x?page=2",
        "https://gateway.example/s/t,  /v4/4711/extractions?page=2,                               https://gateway.example/s/t/v4/4711/extractions?page=2",
        "https://gateway.example/s/t,  /s/t/v4/4711/extractions?page=2,                           https://gateway.example/s/t/v4/4711/extractions?page=2",
        "https://gateway.example/s/t,  https://gateway.example/s/t/v4/x?page=2,                   https://gateway.example/s/t/v4/x?page=2"
    })
    void followsLinksToTheSameOrigin(String base, String link, String expected) {
        assertThat(next(base, link)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v4/4711/extractions?page=2",
                "//evil.example/v4/x",
                "http://api.stitchdata.com/v4/x",
                "https://api.stitchdata.com:8443/v4/x",
                "https://api.stitchdata.com@evil.example/v4/x",
                "https://user:pw@api.stitchdata.com/v4/x",
                "https://@api.stitchdata.com/v4/x",
                "https://api.stitchdata.com.evil.example/v4/x",
                "https://sub.api.stitchdata.com/v4/x",
                "https://under_score.example/x",
                "mailto:a@b.example",
                "file:///etc/passwd",
                "https:\\\\evil.example",
                "http://[",
                "not a link"
            })
    void keepsTheTokenHome(String link) {
        assertThatThrownBy(() -> next(STITCH, link))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessage(
                        "Stitch links.next leads to another server and is not followed, the token stays home: " + link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8081/v4/x",
                "http://127.0.0.1:8080/v4/x",
                "https://localhost:8080/v4/x",
                "http://localhost/v4/x"
            })
    void countsThePortAndTheNameOfTheHost(String link) {
        assertThatThrownBy(() -> next("http://localhost:8080", link)).isInstanceOf(InvalidAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'data': []}",
                "{'data': [], 'links': {}}",
                "{'data': [], 'links': null}",
                "{'data': [], 'links': {'next': null}}",
                "{'data': [], 'links': {'next': ''}}",
                "{'data': [], 'links': {'previous': '/v4/4711/extractions?page=1'}}"
            })
    void stopsWhereThereIsNoLinkToANextPage(String page) {
        Pages pages = uris.extractions(ShopWorkflow.atStitch(STITCH), 4711);
        pages.records(json(page));

        assertThat(pages.hasNext()).isFalse();
    }

    @Test
    void goesOnWhereAListWasLeft() {
        Workflow workflow = ShopWorkflow.atStitch("https://gateway.example/s/t");
        Pages pages = uris.extractions(workflow, 4711);
        pages.records(json("{'data': [], 'links': {'next': '/v4/4711/extractions?page=2'}}"));

        Pages rest = uris.rest(workflow, pages.uri().toString());

        assertThat(rest.uri()).hasToString("https://gateway.example/s/t/v4/4711/extractions?page=2");
        rest.records(json("{'data': [], 'links': {'next': '/v4/4711/extractions?page=3'}}"));
        assertThat(rest.uri()).hasToString("https://gateway.example/s/t/v4/4711/extractions?page=3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v4/4711/loads?page=2",
                "http://api.stitchdata.com/v4/x",
                "https://user:pw@api.stitchdata.com/v4/x",
                "http://["
            })
    void goesOnAtHomeOnly(String page) {
        assertThatThrownBy(() -> uris.rest(ShopWorkflow.atStitch(STITCH), page))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContaining("the token stays home");
    }
}
