package io.github.stitchopenmetadata.stitch;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.openapi.Operations;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Those of Stitch's operations that a run needs. None of them changes anything in Stitch. */
public final class StitchCalls {

    private final Operations operations = new Operations();
    private boolean statusWaits = true;

    /** @param statusWaits whether run status waits for Stitch's limit of extractions and loads, or ends where it is used up */
    public void setStatusWaits(boolean statusWaits) {
        this.statusWaits = statusWaits;
    }

    /** An array of all sources, deleted ones too. */
    public Request sources() {
        return operations.request("getSources", Map.of()).alone().keeping(Source::reduced);
    }

    /** An array of the destinations of the account. */
    public Request destinations() {
        return operations.request("getDestinations", Map.of());
    }

    /** The only hint of which of several destinations a source loads into. */
    public Request destinationsOf(SourceExtraction extraction) {
        return ofSource("getDestinationOfSource", extraction.source());
    }

    /** What Stitch knows of a type of source, its underlying connector among it. */
    public Request sourceType(SourceExtraction extraction) {
        return operations
                .request(
                        "getSourceType",
                        Map.of("source_type", extraction.source().type()))
                .object();
    }

    /** A check, or nothing. */
    public Request lastConnectionCheck(SourceExtraction extraction) {
        return ofSource("getLastConnectionCheck", extraction.source());
    }

    /** An array of the streams of a source. */
    public Request streams(SourceExtraction extraction) {
        return streamsOf(extraction.source());
    }

    /** The same for a source that is not extracted. */
    public Request streamsOf(Source source) {
        return ofSource("getStreams", source).keeping(Stream::reduced);
    }

    /** The schema of a stream and what is selected of it. */
    public Request streamSchema(Stream stream) {
        return operations.request(
                "getStreamSchema", Map.of("source_id", stream.source().id(), "stream_id", stream.id()));
    }

    /**
     * The last extraction of every source. Records shift between pages while jobs end, so one may come twice.
     *
     * @param link where an earlier reading left off, as the server named it; null for the beginning
     */
    public Paged extractions(long clientId, String link, BiConsumer<List<JsonNode>, Paged> records) {
        return jobs("getExtractions", clientId, link, statusWaits, records);
    }

    /**
     * The last load of every stream; one may come twice.
     *
     * @param link where an earlier reading left off, as the server named it; null for the beginning
     */
    public Paged loads(long clientId, String link, BiConsumer<List<JsonNode>, Paged> records) {
        return jobs("getLoads", clientId, link, statusWaits, records);
    }

    /** The first pages of the loads, into the account. Nobody waits for Stitch's limit. */
    public Paged firstLoads(Account account, int pages) {
        return jobs("getLoads", account.clientId(), null, false, (records, list) -> account.loaded()
                        .add(records))
                .limitedTo(pages);
    }

    private Paged jobs(
            String operation, long clientId, String link, boolean waits, BiConsumer<List<JsonNode>, Paged> records) {
        Request first = operations.request(operation, Map.of("stitch_client_id", clientId));
        Request limited = first.limit(new Request.Limit(first.limit().group(), waits));
        return operations.operation(operation).pages(link == null ? limited : limited.following(link), records);
    }

    private Request ofSource(String operation, Source source) {
        return operations.request(operation, Map.of("source_id", source.id()));
    }
}
