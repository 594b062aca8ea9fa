package io.github.stitchopenmetadata.kamelet;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.AccountParameters;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean of the Kamelet {@code openmetadata-lineage-sink}: lineage messages into its catalog. */
public final class LineageSink extends KameletAccount {

    private static final Logger LOG = LoggerFactory.getLogger(LineageSink.class);

    private static final Map<String, String> KEYS = Map.of(
            "caCertificate", "sslConfig.caCertificate",
            "owners", "openmetadata.owners",
            "domain", "openmetadata.domain",
            "saas", "lineage.saas",
            "saasService", "lineage.saas.service",
            "destination", "lineage.destination");

    public LineageSink() {
        super("openmetadata-lineage-sink");
    }

    @Override
    Workflow read(AccountParameters reader, Map<String, String> parameters) {
        return reader.catalog(renamed(parameters, KEYS));
    }

    /** A message is to be delivered. */
    public void enter(Exchange exchange) {
        begin(exchange, Pass.Kind.DELIVERY);
    }

    /** The message has been delivered, or has not; what became of its edges stands in headers. */
    public void leave(Exchange exchange) {
        Run run = end(exchange);
        CallersExchange.putBackWhole(exchange);
        Message message = exchange.getMessage();
        message.setHeader("CamelStitchEdgesDrawn", run.counts().of(Count.EDGES_DRAWN));
        message.setHeader("CamelStitchEdgesUnchanged", run.counts().of(Count.EDGES_UNCHANGED));
        message.setHeader("CamelStitchEdgesMissing", run.counts().missingCount());
        run.counts()
                .missing()
                .forEach((reason, count) -> LOG.warn(
                        "{}: {} without an edge, {}: {}",
                        run.workflow().serviceName(),
                        example(run, reason) + (count > 1 ? " and " + (count - 1) + " more" : ""),
                        reason.title(),
                        reason.remedy()));
    }

    private static String example(Run run, MissingEdge.Reason reason) {
        return run.counts().missingEdges().stream()
                .filter(edge -> edge.reason() == reason)
                .map(edge -> OneLine.of(edge.source() + " / " + edge.stream() + " (" + edge.detail() + ")"))
                .findFirst()
                .orElse("streams");
    }
}
