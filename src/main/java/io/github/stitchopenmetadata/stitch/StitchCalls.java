package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import java.util.List;
import java.util.function.BiConsumer;

/** The calls to the Stitch Connect API, a method for each endpoint. None of them changes anything in Stitch. */
public final class StitchCalls {

    private boolean statusWaits = true;

    /** @param statusWaits whether run status waits for Stitch's limit of extractions and loads, or ends where it is used up */
    public void setStatusWaits(boolean statusWaits) {
        this.statusWaits = statusWaits;
    }

    /** {@code GET /v4/sources}: an array of all sources, deleted ones too. */
    public Request sources() {
        return get("getSources", "/v4/sources");
    }

    /** {@code GET /v4/destinations}: an array of the destinations of the account. */
    public Request destinations() {
        return get("getDestinations", "/v4/destinations");
    }

    /** {@code GET /v4/destinations?source_id=}: the only hint of which of several destinations a source loads into. */
    public Request destinationsOf(SourceExtraction extraction) {
        return get("getDestinationOfSource", "/v4/destinations")
                .query("source_id", extraction.source().id());
    }

    /** {@code GET /v4/source-types/{type}}: what Stitch knows of a type of source, its underlying connector among it. */
    public Request sourceType(SourceExtraction extraction) {
        return get(
                        "getSourceType",
                        "/v4/source-types/{type}",
                        extraction.source().type())
                .object();
    }

    /** {@code GET /v4/sources/{id}/last-connection-check}: a check, or nothing. */
    public Request lastConnectionCheck(SourceExtraction extraction) {
        return get(
                "getLastConnectionCheck",
                "/v4/sources/{id}/last-connection-check",
                extraction.source().id());
    }

    /** {@code GET /v4/sources/{id}/streams}: an array of the streams of a source. */
    public Request streams(SourceExtraction extraction) {
        return streamsOf(extraction.source());
    }

    /** The same for a source that is not extracted. */
    public Request streamsOf(Source source) {
        return get("getStreams", "/v4/sources/{id}/streams", source.id());
    }

    /** {@code GET /v4/sources/{id}/streams/{id}}: the schema of a stream and what is selected of it. */
    public Request streamSchema(Stream stream) {
        return get(
                "getStreamSchema",
                "/v4/sources/{id}/streams/{id}",
                stream.source().id(),
                stream.id());
    }

    /**
     * {@code GET /v4/{client}/extractions}: the last extraction of every source. Records shift between pages while jobs end,
     * so one may come twice.
     *
     * @param link where an earlier reading left off, as the server named it; null for the beginning
     */
    public Paged extractions(long clientId, String link, BiConsumer<List<JsonNode>, Paged> records) {
        return jobs("getExtractions", "/v4/{client}/extractions", clientId, link, statusWaits, records);
    }

    /**
     * {@code GET /v4/{client}/loads}: the last load of every stream; one may come twice.
     *
     * @param link where an earlier reading left off, as the server named it; null for the beginning
     */
    public Paged loads(long clientId, String link, BiConsumer<List<JsonNode>, Paged> records) {
        return jobs("getLoads", "/v4/{client}/loads", clientId, link, statusWaits, records);
    }

    /** The first pages of the loads, into the account. Nobody waits for Stitch's limit. */
    public Paged firstLoads(Account account, int pages) {
        return jobs(
                        "getLoads",
                        "/v4/{client}/loads",
                        account.clientId(),
                        null,
                        false,
                        (records, list) -> account.loaded().add(records))
                .limitedTo(pages);
    }

    private static Paged jobs(
            String operation,
            String path,
            long clientId,
            String link,
            boolean waits,
            BiConsumer<List<JsonNode>, Paged> records) {
        Request first = get(operation, path, clientId).limit(new Request.Limit(String.valueOf(clientId), waits));
        return new Paged(
                link == null ? first : first.following(link),
                answer -> {
                    String next = answer.path("links").path("next").asText("");
                    return next.isEmpty() || next.equals("null") ? null : first.following(next);
                },
                records);
    }

    private static Request get(String operation, String path, Object... segments) {
        return Request.of(operation, Side.STITCH, "GET", path, segments);
    }
}
