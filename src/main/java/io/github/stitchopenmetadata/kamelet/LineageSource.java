package io.github.stitchopenmetadata.kamelet;

import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.RunFailedException;
import io.github.stitchopenmetadata.workflow.AccountParameters;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;

/** The bean of the Kamelet {@code stitch-lineage-source}: the lineage messages of its account. */
public final class LineageSource extends KameletAccount {

    public LineageSource() {
        super("stitch-lineage-source");
    }

    @Override
    Workflow read(AccountParameters reader, Map<String, String> parameters) {
        Map<String, String> named = new HashMap<>(parameters);
        rename(named, "includes", "pipelineFilterPattern.includes");
        rename(named, "excludes", "pipelineFilterPattern.excludes");
        return reader.account(named);
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

    static void rename(Map<String, String> parameters, String from, String to) {
        if (parameters.containsKey(from)) {
            parameters.put(to, parameters.remove(from));
        }
    }
}
