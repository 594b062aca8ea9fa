package io.github.stitchopenmetadata.faults;

import static io.github.stitchopenmetadata.support.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.run.OutOfMemory;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.Servers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that runs out of memory over one source. */
class OutOfMemoryRouteTest {

    private static final String LARGE = "source_0001";

    @AutoClose
    private final Servers servers = Servers.of(StitchAccount.generated(3, 2, 2, 1.0));

    @TempDir
    private Path state;

    private final AtomicInteger read = new AtomicInteger();

    /** A process of its own, in which no schema of the source fits into memory. */
    private Connector process() throws Exception {
        return Connector.between(
                servers.stitch.baseUrl(),
                servers.catalog.baseUrl() + "/api",
                Map.of("state.directory", state.toString(), "camel.main.shutdownTimeout", "1"),
                new LifecycleStrategySupport() {
                    @Override
                    public void onContextInitializing(CamelContext context) {
                        context.getCamelContextExtension()
                                .addInterceptStrategy((of, step, target, next) -> new DelegateAsyncProcessor(target) {
                                    @Override
                                    public boolean process(Exchange exchange, AsyncCallback callback) {
                                        if (isTooLarge(exchange.getMessage().getBody())) {
                                            exchange.setException(new OutOfMemoryError("Java heap space"));
                                            callback.done(true);
                                            return true;
                                        }
                                        return super.process(exchange, callback);
                                    }
                                });
                    }
                });
    }

    private boolean isTooLarge(Object body) {
        boolean large = body instanceof Request request && request.path().matches("/v4/sources/500001/streams/\\d+");
        if (large) {
            read.incrementAndGet();
        }
        return large;
    }

    @Test
    void endsTheProgramAndTheSourceIsSetAsideAfterTwoEnds() throws Exception {
        for (int end = 1; end <= 2; end++) {
            AtomicInteger ends = new AtomicInteger();
            try (Connector connector = process()) {
                connector.context().getRegistry().bind(OutOfMemory.END, Runnable.class, (Runnable)
                        ends::incrementAndGet);

                Run run = connector.ingestOne();

                assertThat(ends).as("%s", run.problems().failures()).hasValue(1);
            }
        }
        read.set(0);
        try (Connector connector = process()) {
            Run run = connector.ingestOne();

            assertThat(read).hasValue(0);
            assertThat(run.problems().failures()).singleElement().satisfies(failure -> {
                assertThat(failure.what()).contains(LARGE);
                assertThat(failure.why()).contains("set aside", "2 times", "-Xmx", "out-of-memory.json");
            });
            assertThat(servers.catalogServer.catalog().pipelines()).hasSize(2);
        }
    }

    /** Some routes take Camel half a minute to stop. */
    @Tag(Extent.THOROUGH)
    @Test
    void stopsOurRoutesInTheCamelOfOthers() throws Exception {
        try (Connector connector = process()) {
            connector.ingest();

            await().until(() -> connector.context().getRoutes().stream().allMatch(route -> connector
                    .context()
                    .getRouteController()
                    .getRouteStatus(route.getRouteId())
                    .isStopped()));
            assertThat(HealthCheckHelper.invoke(connector.context())).anySatisfy(result -> {
                assertThat(result.getCheck().getId()).isEqualTo("last-run");
                assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
                assertThat(result.getMessage().orElse("")).contains("out of memory");
            });
        }
    }
}
