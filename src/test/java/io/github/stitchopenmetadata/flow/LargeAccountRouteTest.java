package io.github.stitchopenmetadata.flow;

import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Servers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** An account may be large without filling the memory. */
class LargeAccountRouteTest {

    private static final int SOURCES = 5;
    private static final int STREAMS = 80;
    /** More than one pipeline of 80 tasks with their run status takes, and less than two. */
    private static final int LIMIT = 60_000;

    /** The list of its streams, or the schema of one. */
    private static final Pattern OF_SOURCE = Pattern.compile("/v4/sources/(\\d+)/streams(/\\d+)?");

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(SOURCES, STREAMS, 2, 1.0));

    /** The sizes of the pages that were asked for, of lists with what is large in them. */
    private List<Integer> pageSizes(String list) {
        return servers.catalog.findAll(getRequestedFor(urlPathEqualTo("/api/v1/" + list))).stream()
                .map(LoggedRequest::getQueryParams)
                .filter(query -> query.get("fields").firstValue().matches("columns|tasks,pipelineStatus"))
                .map(query -> Integer.valueOf(query.get("limit").firstValue()))
                .toList();
    }

    @Test
    void readsListsInSmallerPagesWhereOneIsTooLarge() throws Exception {
        try (Connector connector = servers.connector(Map.of("http.body.limit", String.valueOf(LIMIT)))) {
            Run lineage = connector.ingestOne();
            Run first = connector.status().runs().get(0);
            Run second = connector.status().runs().get(0);

            assertThat(lineage.problems().failures()).isEmpty();
            assertThat(first.problems().failures()).isEmpty();
            assertThat(second.problems().failures()).isEmpty();
            assertThat(servers.catalogServer.catalog().edges()).hasSize(SOURCES * STREAMS);
            assertThat(pageSizes("tables")).contains(200, 100);
            assertThat(pageSizes("pipelines")).startsWith(100, 50, 25).contains(1);
            // each pipeline has its status, and the second pass saw it
            servers.catalog.verify(SOURCES, putRequestedFor(urlPathMatching("/api/v1/pipelines/.*/status")));
        }
    }

    /** What is known of the streams of a source is in memory as long as they are read: an account may have many large sources. */
    @Test
    void readsNoMoreSourcesAtATimeThanThereAreThreads() throws Exception {
        int streams = 20;
        Map<String, Integer> unread = new HashMap<>();
        AtomicInteger most = new AtomicInteger();
        try (Servers many = Servers.of(StitchAccount.generated(24, streams, 1, 1.0))) {
            many.alter((call, answer) -> {
                Matcher ofSource = OF_SOURCE.matcher(call.getUrl());
                if (ofSource.matches()) {
                    synchronized (unread) {
                        unread.merge(ofSource.group(1), streams, (left, first) -> left == 1 ? null : left - 1);
                        most.accumulateAndGet(unread.size(), Math::max);
                    }
                }
                return answer;
            });
            try (Connector connector = many.connector(Map.of("stitch.concurrency", "2"))) {
                assertThat(connector.ingestOne().problems().failures()).isEmpty();
            }
        }

        assertThat(unread).as("sources that were not read to their end").isEmpty();
        assertThat(most).hasValue(2);
    }
}
