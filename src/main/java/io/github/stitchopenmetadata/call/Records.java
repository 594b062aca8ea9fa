package io.github.stitchopenmetadata.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Paging;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.run.Run;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;

/**
 * The records of a paged list, each page read when its first record is asked for: what Camel's split takes as a stream. It
 * holds one page at a time. A page that cannot be read ends the stream with that failure.
 */
final class Records implements Iterator<JsonNode> {

    private final Queue<JsonNode> page = new ArrayDeque<>();
    private final Paged list;
    private final Paging paging;
    private final Run run;
    private final ProducerTemplate producer;
    private final BiConsumer<Request, JsonNode> answered;

    /** @param answered is told of each page, with the call for it */
    Records(StitchCall call, Paging paging, ProducerTemplate producer, BiConsumer<Request, JsonNode> answered) {
        this.list = call.operation().pages(call.request(), (records, all) -> page.addAll(records));
        this.paging = paging;
        this.run = call.run();
        this.producer = producer;
        this.answered = answered;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && paging.hasNext(list)) {
            Request request = paging.next(list);
            Exchange done = producer.send("direct:stitch", exchange -> {
                exchange.setVariable("run", run);
                exchange.getMessage().setBody(request);
            });
            if (done.getException() != null) {
                throw RuntimeCamelException.wrapRuntimeCamelException(done.getException());
            }
            JsonNode answer = done.getMessage().getBody(JsonNode.class);
            answered.accept(request, answer);
            paging.add(list, answer);
        }
        return !page.isEmpty();
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.remove();
    }
}
