package io.github.stitchopenmetadata.management;

import io.github.stitchopenmetadata.catalog.model.MissingEdge;
import io.github.stitchopenmetadata.deadletter.DeadLetters;
import io.github.stitchopenmetadata.http.Call;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.run.Count;
import io.github.stitchopenmetadata.run.ExitStatus;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Runs;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/**
 * The meters. Their labels take no values from the account or the catalog, so there are only as many as there are endpoints,
 * statuses and states. What runs did is told of the last one of its kind, all workflows together.
 */
final class Meters {

    private static final String PREFIX = "stitch.openmetadata.";
    private static final Map<String, Count> PIPELINES = Map.of(
            "created",
            Count.PIPELINES_CREATED,
            "updated",
            Count.PIPELINES_UPDATED,
            "unchanged",
            Count.PIPELINES_UNCHANGED,
            "kept",
            Count.PIPELINES_KEPT,
            "deleted",
            Count.PIPELINES_DELETED);
    private static final Map<String, Count> EDGES =
            Map.of("drawn", Count.EDGES_DRAWN, "unchanged", Count.EDGES_UNCHANGED, "removed", Count.EDGES_REMOVED);

    private final MeterRegistry registry;
    private final Map<Pass.Kind, Pass> last = new ConcurrentHashMap<>();
    private final Map<Pass.Kind, Instant> lastGood = new EnumMap<>(Pass.Kind.class);

    Meters(MeterRegistry registry, Runs runs, DeadLetters deadLetters) {
        this.registry = registry;
        // of beans that this one takes the place of
        registry.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                .forEach(registry::remove);
        Gauge.builder(PREFIX + "parked", deadLetters, Meters::count)
                .description("Dead letters that wait in deadletter.directory")
                .register(registry);
        Gauge.builder(PREFIX + "outstanding", runs, Runs::outstandingDeliveries)
                .tag("what", "deliveries")
                .description("Lineage messages of the runs under way that nobody has told of as delivered")
                .register(registry);
        Gauge.builder(PREFIX + "outstanding", runs, Runs::outstandingAccounts)
                .tag("what", "accounts")
                .description("Accounts that are shared out and not told of")
                .register(registry);
        for (Pass.Kind kind : Pass.Kind.values()) {
            Gauge.builder(PREFIX + "under.way", runs, book -> book.isUnderWay(kind) ? 1 : 0)
                    .tag("kind", kind.label())
                    .description("1 while a run is under way")
                    .register(registry);
        }
    }

    /** What this process does of the work. */
    void role(String role) {
        Gauge.builder(PREFIX + "role", () -> 1)
                .tag("role", role)
                .description("1 for the setting ingest.role of the process")
                .register(registry);
    }

    /**
     * @param queue by the beginning of its setting
     * @param count no number where it is not known now
     */
    void waiting(String queue, DoubleSupplier count) {
        Gauge.builder(PREFIX + "queue.waiting", count::getAsDouble)
                .tag("queue", queue)
                .description("Messages that wait in lineage.queue or workflows.queue, as far as this process can tell")
                .register(registry);
    }

    /** Each attempt counts. */
    void called(Call call) {
        registry.timer(
                        PREFIX + "calls",
                        "side",
                        call.endpoint().side().name().toLowerCase(Locale.ROOT),
                        "method",
                        call.endpoint().method(),
                        "endpoint",
                        call.endpoint().path(),
                        "status",
                        Integer.toString(call.status()))
                .record(call.nanos(), TimeUnit.NANOSECONDS);
        throttled(call.endpoint().side() == Side.STITCH ? "stitch" : "openmetadata", call.turnNanos());
        if (call.limitNanos() > 0) {
            throttled("stitch-jobs", call.limitNanos());
        }
        if (call.repeated()) {
            registry.counter(
                            PREFIX + "retries",
                            "side",
                            call.endpoint().side().name().toLowerCase(Locale.ROOT))
                    .increment();
        }
    }

    /** An answer that does not fit the document of its operation. */
    void unfit(String operation) {
        registry.counter(PREFIX + "answers.unfit", "operation", operation).increment();
    }

    private void throttled(String limit, long nanos) {
        registry.timer(PREFIX + "throttled", "limit", limit).record(nanos, TimeUnit.NANOSECONDS);
    }

    String forPrometheus() {
        return registry instanceof PrometheusMeterRegistry prometheus ? prometheus.scrape() : null;
    }

    void finished(Pass pass) {
        String kind = pass.kind().label();
        String outcome =
                pass.exitStatus() == 0 ? "good" : pass.exitStatus() == ExitStatus.REFUSED.code() ? "refused" : "failed";
        registry.timer(PREFIX + "run", "kind", kind, "outcome", outcome).record(pass.took());
        if (pass.exitStatus() == 0) {
            succeeded(pass);
        }
        if (last.put(pass.kind(), pass) == null) {
            gauge(
                    "failures",
                    "kind",
                    kind,
                    pass.kind(),
                    run -> run.problems().failureCount(),
                    "What failed in the last run");
            if (pass.kind() == Pass.Kind.LINEAGE) {
                describeLineage();
            }
        }
    }

    private synchronized void succeeded(Pass pass) {
        if (lastGood.put(pass.kind(), Instant.now()) == null) {
            TimeGauge.builder(
                            PREFIX + "last.success.timestamp",
                            this,
                            TimeUnit.SECONDS,
                            meters -> meters.lastGood(pass.kind()))
                    .tag("kind", pass.kind().label())
                    .description("When a run last delivered everything")
                    .register(registry);
        }
    }

    private synchronized double lastGood(Pass.Kind kind) {
        return lastGood.get(kind).getEpochSecond();
    }

    private void describeLineage() {
        PIPELINES.forEach((state, count) -> gauge(
                "pipelines",
                "state",
                state,
                Pass.Kind.LINEAGE,
                run -> run.counts().of(count),
                "Pipelines in the last run"));
        EDGES.forEach((state, count) -> gauge(
                "edges", "state", state, Pass.Kind.LINEAGE, run -> run.counts().of(count), "Edges in the last run"));
        for (MissingEdge.Reason reason : MissingEdge.Reason.values()) {
            gauge(
                    "edges.missing",
                    "reason",
                    reason.name().toLowerCase(Locale.ROOT),
                    Pass.Kind.LINEAGE,
                    run -> run.counts().missing().getOrDefault(reason, 0L),
                    "Edges that could not be drawn in the last run");
        }
    }

    private void gauge(
            String name, String label, String value, Pass.Kind kind, ToDoubleFunction<Run> ofRun, String description) {
        Gauge.builder(PREFIX + name, last, passes -> passes.get(kind).runs().stream()
                        .mapToDouble(ofRun)
                        .sum())
                .tag(label, value)
                .description(description)
                .register(registry);
    }

    private static double count(DeadLetters deadLetters) {
        try {
            return deadLetters.count();
        } catch (IOException unreadable) {
            return Double.NaN;
        }
    }
}
