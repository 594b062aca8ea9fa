package io.github.stitchopenmetadata.stitch;

import static io.github.stitchopenmetadata.text.JsonText.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Paging;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StitchCallsTest {

    private static final String STITCH = "https://api.stitchdata.com";

    private final StitchCalls calls = new StitchCalls();
    private final Paging paging = new Paging();

    private static JsonNode pageWithNext(String next) {
        ObjectNode page = (ObjectNode) json("{'data': [], 'links': {}}");
        ((ObjectNode) page.path("links")).put("next", next);
        return page;
    }

    private Paged extractions(String link) {
        return calls.extractions(4711, link, (records, list) -> {});
    }

    /** Where a call goes to, with the token. */
    private static URI uri(String base, Request request) {
        return new Attempt(request, URI.create(base), false).uri();
    }

    private URI next(String base, String link) {
        Paged pages = paging.add(extractions(null), pageWithNext(link));
        return pages.hasNext() ? uri(base, pages.next()) : null;
    }

    @Test
    void nameEveryAddressUnderTheBaseUrl() {
        String base = "http://localhost:8080/stitch";
        SourceExtraction extraction = ShopSource.extraction("'type': 'a/b c'", "[]");
        Stream stream = new Stream(extraction.source(), 5, "a/b", "orders", true, Stream.Metadata.NONE, null);

        assertThat(uri(base, calls.sources())).hasToString(base + "/v4/sources");
        assertThat(uri(base, calls.destinations())).hasToString(base + "/v4/destinations");
        assertThat(uri(base, calls.destinationsOf(extraction))).hasToString(base + "/v4/destinations?source_id=11");
        assertThat(uri(base, calls.sourceType(extraction))).hasToString(base + "/v4/source-types/a%2Fb%20c");
        assertThat(uri(base, calls.lastConnectionCheck(extraction)))
                .hasToString(base + "/v4/sources/11/last-connection-check");
        assertThat(uri(base, calls.streams(extraction))).hasToString(base + "/v4/sources/11/streams");
        assertThat(uri(base, calls.streamsOf(extraction.source()))).hasToString(base + "/v4/sources/11/streams");
        assertThat(uri(base, calls.streamSchema(stream))).hasToString(base + "/v4/sources/11/streams/5");
        assertThat(uri(base, extractions(null).next())).hasToString(base + "/v4/4711/extractions");
        assertThat(uri(base, calls.loads(4711, null, (records, list) -> {}).next()))
                .hasToString(base + "/v4/4711/loads");
        assertThat(uri(base, calls.firstLoads(extraction.account(), 2).next())).hasToString(base + "/v4/4711/loads");
    }

    @Test
    void changeNothing() {
        SourceExtraction extraction = ShopSource.extraction("'type': 'import_api'", "[]");

        assertThat(List.of(
                        calls.sources(),
                        calls.destinations(),
                        calls.streams(extraction),
                        extractions(null).next()))
                .allMatch(Request::isRead);
    }

    @Test
    void countEachPageOfJobsAgainstTheLimitOfTheAccount() {
        Paged all = extractions(null);
        assertThat(all.next().limit()).isEqualTo(new Request.Limit("4711", true));
        paging.add(all, pageWithNext("/v4/4711/extractions?page=2"));
        assertThat(all.next().limit()).isEqualTo(new Request.Limit("4711", true));

        assertThat(calls.loads(4711, "/v4/4711/loads?page=2", (records, list) -> {})
                        .next()
                        .limit())
                .isEqualTo(new Request.Limit("4711", true));
        assertThat(calls.sources().limit()).isEqualTo(Request.Limit.NONE);
    }

    @Test
    void readTheFirstLoadsOnlyAndWaitForNoLimit() {
        Account account = ShopSource.extraction("'type': 'import_api'", "[]").account();
        Paged first = calls.firstLoads(account, 2);
        assertThat(first.next().limit()).isEqualTo(new Request.Limit("4711", false));

        paging.add(
                first,
                json(
                        "{'data': [{'source_name': 'shop', 'stream_name': 'orders'}], 'links': {'next': '/v4/4711/loads?page=2'}}"));
        assertThat(first.hasNext()).isTrue();
        assertThat(first.next().limit()).isEqualTo(new Request.Limit("4711", false));
        paging.add(
                first,
                json(
                        "{'data': [{'source_name': 'shop', 'stream_name': 'items'}], 'links': {'next': '/v4/4711/loads?page=3'}}"));

        assertThat(first.hasNext()).isFalse();
        assertThat(first.isComplete()).isFalse();
        assertThat(account.loaded().of(ShopSource.with("'type': 'import_api'"))).containsExactly("items", "orders");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.stitchdata.com,   /v4/4711/extractions?page=2,                               https://api.stitchdata.com/v4/4711/extractions?page=2",
        "https://api.stitchdata.com,   https://api.stitchdata.com/v4/4711/extractions?page=2,     https://api.stitchdata.com/v4/4711/extractions?page=2",
        "https://api.stitchdata.com,   HTTPS://API.StitchData.com:443/v4/4711/extractions?page=2, HTTPS://API.StitchData.com:443/v4/4711/extractions?page=2",
        "https://api.stitchdata.com,   //api.stitchdata.com/v4/4711/extractions?page=2,                          https://api.stitchdata.com/v4/4711/extractions?page=2",
        "http://localhost:8080,        /v4/4711/extractions?page=2,                               http://localhost:8080/v4/4711/extractions?page=2",
        "http://localhost,             http://localhost:80/v4/4711/extractions?page=2,                           http://localhost:80/v4/4711/extractions?page=2",
        "https://gateway.example/s/t,  /v4/4711/extractions?page=2,                               https://gateway.example/s/t/v4/4711/extractions?page=2",
        "https://gateway.example/s/t,  /s/t/v4/4711/extractions?page=2,                           https://gateway.example/s/t/v4/4711/extractions?page=2",
        "https://gateway.example/s/t,  https://gateway.example/s/t/v4/4711/extractions?page=2,                   https://gateway.example/s/t/v4/4711/extractions?page=2"
    })
    void followLinksToTheSameOrigin(String base, String link, String expected) {
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
    void keepTheTokenHome(String link) {
        assertThatThrownBy(() -> next(STITCH, link))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("Stitch links.next", link);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8081/v4/x",
                "http://127.0.0.1:8080/v4/x",
                "https://localhost:8080/v4/x",
                "http://localhost/v4/x"
            })
    void countThePortAndTheNameOfTheHost(String link) {
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
    void stopWhereThereIsNoLinkToANextPage(String page) {
        Paged pages = paging.add(extractions(null), json(page));

        assertThat(pages.hasNext()).isFalse();
        assertThat(pages.isComplete()).isTrue();
    }

    @Test
    void goOnWhereAListWasLeft() {
        String base = "https://gateway.example/s/t";
        Paged pages =
                paging.add(extractions(null), json("{'data': [], 'links': {'next': '/v4/4711/extractions?page=2'}}"));

        Paged rest = extractions(pages.next().link());

        assertThat(uri(base, rest.next())).hasToString("https://gateway.example/s/t/v4/4711/extractions?page=2");
        paging.add(rest, json("{'data': [], 'links': {'next': '/v4/4711/extractions?page=3'}}"));
        assertThat(uri(base, rest.next())).hasToString("https://gateway.example/s/t/v4/4711/extractions?page=3");
    }

    /** However the server writes the address of a page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v4/4711/extractions?page=2",
                "//api.stitchdata.com/v4/4711/extractions?page=2",
                "HTTPS://API.StitchData.com:443/v4/4711/extractions?page=2"
            })
    void goNoPageTwice(String link) {
        Paged pages =
                paging.add(extractions(null), pageWithNext("https://api.stitchdata.com/v4/4711/extractions?page=2"));

        assertThatThrownBy(() -> paging.add(pages, pageWithNext(link)))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContainingAll("/v4/4711/extractions: ", "next page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/v4/4711/loads?page=2",
                "http://api.stitchdata.com/v4/x",
                "https://user:pw@api.stitchdata.com/v4/x",
                "http://["
            })
    void goOnAtHomeOnly(String page) {
        assertThatThrownBy(() -> uri(STITCH, extractions(page).next()))
                .isInstanceOf(InvalidAnswerException.class)
                .hasMessageContaining("Stitch links.next");
    }
}
