package io.github.stitchopenmetadata.management;

import io.github.stitchopenmetadata.deadletter.DeadLetters;
import io.github.stitchopenmetadata.run.Requests;
import io.github.stitchopenmetadata.run.Runs;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/**
 * Measures runs and calls with the Micrometer registry that the runtime has, such as that of Camel's management server. Where
 * there is none, or {@code management.enabled} is off, nothing is measured and Micrometer is not needed.
 */
public final class Metrics implements CamelContextAware {

    private final Runs runs;
    private final Requests requests;
    private final DeadLetters deadLetters;
    private boolean enabled;
    private CamelContext camelContext;
    private volatile Meters meters;

    public Metrics(Runs runs, Requests requests, DeadLetters deadLetters) {
        this.runs = runs;
        this.requests = requests;
        this.deadLetters = deadLetters;
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

    private void bind() {
        if (enabled && meters == null) {
            MeterRegistry registry = camelContext.getRegistry().findSingleByType(MeterRegistry.class);
            if (registry != null) {
                meters = new Meters(registry, runs, deadLetters);
                requests.whenEnded(meters::called);
                runs.whenFinished(meters::finished);
            }
        }
    }

    /** Now, for {@link #throttled}, in nanoseconds. */
    public long time() {
        return System.nanoTime();
    }

    /**
     * A call may go out.
     *
     * @param limit what it waited for: {@code stitch}, {@code openmetadata} or {@code stitch-jobs}
     * @param since when it began to wait, by {@link #time}
     */
    public void throttled(String limit, long since) {
        Meters present = meters;
        if (present != null) {
            present.throttled(limit, System.nanoTime() - since);
        }
    }
}
