package io.github.stitchopenmetadata.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Paged;
import io.github.stitchopenmetadata.http.Paging;
import io.github.stitchopenmetadata.run.Run;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
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

    Records(StitchCall call, Paging paging, ProducerTemplate producer) {
        this.list = call.operation().pages(call.request(), (records, all) -> page.addAll(records));
        this.paging = paging;
        this.run = call.run();
        this.producer = producer;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && paging.hasNext(list)) {
            Exchange answered = producer.send("direct:stitch", exchange -> {
                exchange.setVariable("run", run);
                exchange.getMessage().setBody(paging.next(list));
            });
            if (answered.getException() != null) {
                throw RuntimeCamelException.wrapRuntimeCamelException(answered.getException());
            }
            paging.add(list, answered.getMessage().getBody(JsonNode.class));
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
