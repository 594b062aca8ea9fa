package io.github.stitchopenmetadata.management;

import io.github.stitchopenmetadata.call.StitchOperations;
import io.github.stitchopenmetadata.deadletter.DeadLetters;
import io.github.stitchopenmetadata.run.Gateway;
import io.github.stitchopenmetadata.run.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Measures runs and calls with the Micrometer registry that the runtime has, such as that of {@code camel.metrics}. Where
 * there is none, or {@code management.enabled} is off, nothing is measured and Micrometer is not needed.
 */
public final class Metrics implements CamelContextAware {

    private final Runs runs;
    private final Gateway stitch;
    private final Gateway catalog;
    private final DeadLetters deadLetters;
    private final StitchOperations operations;
    private boolean enabled;
    private CamelContext camelContext;
    private volatile Meters meters;

    public Metrics(Runs runs, Gateway stitch, Gateway catalog, DeadLetters deadLetters, StitchOperations operations) {
        this.runs = runs;
        this.stitch = stitch;
        this.catalog = catalog;
        this.deadLetters = deadLetters;
        this.operations = operations;
    }

    /** @param enabled the setting {@code management.enabled} */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        try {
            context.addStartupListener((started, already) -> bind());
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** @return what Prometheus reads, or null where the runtime measures for something else */
    public String forPrometheus() {
        return meters == null ? null : meters.forPrometheus();
    }

    private void bind() {
        if (enabled && meters == null) {
            MeterRegistry registry = camelContext.getRegistry().findSingleByType(MeterRegistry.class);
            if (registry != null) {
                meters = new Meters(registry, runs, deadLetters);
                meters.role(camelContext.resolvePropertyPlaceholders("{{ingest.role:all}}"));
                for (String queue : List.of("lineage", "workflows")) {
                    WaitingMessages.of(camelContext, queue + ".queue").ifPresent(count -> meters.waiting(queue, count));
                }
                stitch.whenEnded(meters::called);
                catalog.whenEnded(meters::called);
                runs.whenFinished(meters::finished);
                operations.whenUnfit(meters::unfit);
            }
        }
    }
}
