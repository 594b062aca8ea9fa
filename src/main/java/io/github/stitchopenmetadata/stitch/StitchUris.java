package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Pages;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Every address of the Stitch Connect API that is read, under the base URL of a workflow. */
public final class StitchUris {

    private static final String APP = "https://app.stitchdata.com/client/";

    public URI sources(Workflow workflow) {
        return at(workflow, "/sources");
    }

    public URI destinations(Workflow workflow) {
        return at(workflow, "/destinations");
    }

    /** What Stitch knows of a type of source, its underlying connector among it. */
    public URI sourceType(Workflow workflow, Source source) {
        return at(workflow, "/source-types/" + URLEncoder.encode(source.type(), StandardCharsets.UTF_8));
    }

    /** The only hint of which of several destinations a source loads into. */
    public URI destinationsOf(Workflow workflow, Source source) {
        return at(workflow, "/destinations?source_id=" + source.id());
    }

    public URI streams(Workflow workflow, Source source) {
        return at(workflow, "/sources/" + source.id() + "/streams");
    }

    public URI streamSchema(Workflow workflow, Source source, Stream stream) {
        return at(workflow, "/sources/" + source.id() + "/streams/" + stream.id());
    }

    /** The last extraction of every source. Records shift between pages while jobs end, so one may come twice. */
    public Pages extractions(Workflow workflow, long clientId) {
        return pages(workflow, at(workflow, "/" + clientId + "/extractions"));
    }

    /** The last load of every stream; one may come twice. */
    public Pages loads(Workflow workflow, long clientId) {
        return pages(workflow, at(workflow, "/" + clientId + "/loads"));
    }

    /**
     * The rest of a list that was begun before.
     *
     * @param page the address of its next page, as {@link Pages#uri} gave it
     * @throws InvalidAnswerException if that is on another origin: the token must not follow it
     */
    public Pages rest(Workflow workflow, String page) {
        return pages(workflow, ownOrigin(workflow.stitch().baseUrl(), page));
    }

    /** The first pages of {@link #loads}. */
    public Pages firstLoads(Workflow workflow, long clientId, int pages) {
        return loads(workflow, clientId).limitedTo(pages);
    }

    /** The source's page in the Stitch web app. */
    public static String app(long clientId, long sourceId) {
        return APP + clientId + "/pipeline/v2/sources/" + sourceId + "/";
    }

    /** Whether an address is the page of some source. */
    public static boolean isApp(String url) {
        return url.startsWith(APP);
    }

    public URI lastConnectionCheck(Workflow workflow, Source source) {
        return at(workflow, "/sources/" + source.id() + "/last-connection-check");
    }

    /**
     * Leads to a job in the Stitch web app. Pages of single jobs are not documented: known is the page of the source, whose
     * Extractions tab lists its jobs. The fragment makes no difference to the app; it tells the reader which job is meant.
     */
    public static String job(long clientId, long sourceId, String jobName) {
        String page = app(clientId, sourceId);
        return jobName.isEmpty()
                ? page
                : page + "#"
                        + URLEncoder.encode(jobName, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Pages pages(Workflow workflow, URI first) {
        return new Pages(first, answer -> next(workflow.stitch().baseUrl(), answer));
    }

    private static URI at(Workflow workflow, String pathAndQuery) {
        return URI.create(workflow.stitch().baseUrl() + "/v4" + pathAndQuery);
    }

    /**
     * @return where {@code links.next} leads, or null where there is none
     * @throws InvalidAnswerException for a link to another origin: the token must not follow it
     */
    private static URI next(URI base, JsonNode answer) {
        JsonNode link = answer.path("links").path("next");
        if (link.isMissingNode() || link.isNull() || link.asText().isEmpty()) {
            return null;
        }
        return ownOrigin(base, link.asText());
    }

    private static URI ownOrigin(URI base, String link) {
        URI next = resolve(base, link);
        if (next == null || !sameOrigin(base, next)) {
            throw new InvalidAnswerException(
                    "Stitch links.next leads to another server and is not followed, the token stays home: " + link);
        }
        return next;
    }

    private static URI resolve(URI base, String link) {
        try {
            boolean belowPrefix = link.startsWith("/v4/")
                    && base.getRawPath() != null
                    && !base.getRawPath().isEmpty();
            return belowPrefix
                    ? URI.create(base + link)
                    : URI.create(base + "/").resolve(link);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private static boolean sameOrigin(URI base, URI next) {
        return base.getScheme().equalsIgnoreCase(next.getScheme())
                && base.getHost().equalsIgnoreCase(Objects.toString(next.getHost(), ""))
                && port(base) == port(next)
                && next.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }
}
