package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.logging.RunInLog;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * What holds for every step of a run, on whichever thread it is: the lines that it logs have the id of the run, and an
 * {@link Error} in it is a failure of the step. An exchange knows its run by the variable, and takes it along through splits,
 * queues and calls.
 */
public final class RunSteps implements InterceptStrategy, CamelContextAware {

    private CamelContext camelContext;

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        // this bean is made anew when its file is edited; one is enough
        if (context.getCamelContextExtension().getInterceptStrategies().stream()
                .noneMatch(RunSteps.class::isInstance)) {
            context.getCamelContextExtension().addInterceptStrategy(this);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode step, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                if (!(exchange.getVariable("run") instanceof Run run)) {
                    return super.process(exchange, callback);
                }
                Once once = new Once(callback);
                try (RunInLog.Scope lines = RunInLog.of(run.id())) {
                    return super.process(exchange, once);
                } catch (Error error) {
                    // a queue or a split looks out for exceptions: its thread would end, and the run wait for what it
                    // worked on
                    if (once.isCalled()) {
                        throw error;
                    }
                    exchange.setException(error);
                    once.done(true);
                    return true;
                }
            }
        };
    }

    /** Tells an Error in a step from one in what follows it, which runs within the callback. */
    private static final class Once extends AtomicBoolean implements AsyncCallback {

        private final transient AsyncCallback callback;

        Once(AsyncCallback callback) {
            this.callback = callback;
        }

        boolean isCalled() {
            return get();
        }

        @Override
        public void done(boolean doneSync) {
            set(true);
            callback.done(doneSync);
        }
    }
}
