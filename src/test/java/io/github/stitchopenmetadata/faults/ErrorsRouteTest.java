package io.github.stitchopenmetadata.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.Patience;
import io.github.stitchopenmetadata.support.Servers;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Ordered;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An Error where Camel looks out for exceptions only, such as a stack that overflows, on each kind of thread. */
class ErrorsRouteTest {

    private static final StitchAccount ACCOUNT = StitchAccount.generated(4, 3, 2, 1.0);
    private static final Overflow OVERFLOW = new Overflow();

    private static Servers servers;
    private static Connector connector;

    @BeforeAll
    static void start() throws Exception {
        servers = Servers.of(ACCOUNT);
        connector = Connector.between(
                servers.account.url(), servers.catalogServer.url(), Map.of("openmetadata.concurrency", "1"), OVERFLOW);
    }

    @AfterAll
    static void stop() {
        connector.close();
        servers.close();
    }

    /** @param route in which it comes up, once */
    @ParameterizedTest
    @ValueSource(strings = {"deliver-message", "deliver-source", "write-edge", "extract-stream"})
    void costsWhatItIsAboutAndNoMore(String route) throws Exception {
        servers.catalogServer.catalog().clear();
        servers.catalogServer.catalog().addTablesOf(ACCOUNT);
        OVERFLOW.comesUpIn(route);

        Pass pass = Patience.get(CompletableFuture.supplyAsync(connector::ingest));

        assertThat(pass.exitStatus()).isOne();
        assertThat(pass.runs().get(0).problems().failures())
                .singleElement()
                .extracting(Failure::toString)
                .asString()
                .contains("source_000", "nested more deeply");
        Pass next = Patience.get(CompletableFuture.supplyAsync(connector::ingest));
        assertThat(next.runs().get(0).problems().failures()).isEmpty();
        assertThat(servers.catalogServer.catalog().edges()).hasSize(12);
    }

    /** Where the work of the first step of a route is, below all that looks out for it. */
    private static final class Overflow extends LifecycleStrategySupport implements InterceptStrategy, Ordered {

        private final AtomicReference<String> place = new AtomicReference<>();

        void comesUpIn(String route) {
            place.set(route);
        }

        @Override
        public void onContextInitializing(CamelContext context) {
            context.getCamelContextExtension().addInterceptStrategy(this);
        }

        @Override
        public int getOrder() {
            return Ordered.LOWEST;
        }

        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext context, NamedNode step, Processor target, Processor nextTarget) {
            String route = ProcessorDefinitionHelper.getRouteId(step);
            return new DelegateAsyncProcessor(target) {
                @Override
                public boolean process(Exchange exchange, AsyncCallback callback) {
                    String here = place.get();
                    if (here != null && here.equals(route) && place.compareAndSet(here, null)) {
                        throw new StackOverflowError("overflow of the test");
                    }
                    return super.process(exchange, callback);
                }
            };
        }
    }
}
