package io.github.stitchopenmetadata.kamelet;

import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.RunFailedException;
import io.github.stitchopenmetadata.workflow.AccountParameters;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.Map;
import org.apache.camel.Exchange;

/** The bean of the Kamelet {@code stitch-lineage-source}: the lineage messages of its account. */
public final class LineageSource extends KameletAccount {

    private static final Map<String, String> KEYS = Map.of(
            "includes", "pipelineFilterPattern.includes",
            "excludes", "pipelineFilterPattern.excludes");

    public LineageSource() {
        super("stitch-lineage-source");
    }

    @Override
    Workflow read(AccountParameters reader, Map<String, String> parameters) {
        return reader.account(renamed(parameters, KEYS));
    }

    /** An extraction begins. */
    public void enter(Exchange exchange) {
        begin(exchange, Pass.Kind.LINEAGE);
    }

    /** @throws RunFailedException if sources could not be read, or the account */
    public void ensureDone(Exchange exchange) throws RunFailedException {
        // who stops knows that not all has come
        if (!getCamelContext().isStopping()) {
            runs().ensureDone(exchange.getVariable("run", Run.class));
        }
    }

    /** The extraction has ended. */
    public void leave(Exchange exchange) {
        end(exchange);
    }
}
