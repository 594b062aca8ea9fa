package io.github.stitchopenmetadata.management;

import io.github.stitchopenmetadata.text.OneLine;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that a consumer does not reach its broker, and once that it does again, by the health check that it has: a process that
 * delivers has no run that would tell of it, and goes on trying. One thread at a time.
 */
public final class BrokerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    private String down = "";

    /** Looks at the health of the consumers. */
    public void look(CamelContext context) {
        String now = HealthCheckHelper.invokeReadiness(context).stream()
                .filter(check -> check.getState() == HealthCheck.State.DOWN
                        && check.getCheck().getId().startsWith("consumer:"))
                .findFirst()
                .map(check ->
                        check.getCheck().getId() + ": " + check.getMessage().orElse("it does not answer"))
                .orElse("");
        if (!now.isEmpty() && down.isEmpty()) {
            LOG.warn("The broker cannot be reached, this process tries again and again: {}", OneLine.of(now));
        } else if (now.isEmpty() && !down.isEmpty()) {
            LOG.info("The broker is reached again");
        }
        down = now;
    }
}
