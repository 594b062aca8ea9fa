package io.github.stitchopenmetadata.run;

import io.github.stitchopenmetadata.logging.RunInLog;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Puts the id of the run on every line that a step of a route logs, on whichever thread the step is: an exchange knows its run
 * by the variable, and takes it along through splits, queues and calls.
 */
public final class RunLines implements InterceptStrategy, CamelContextAware {

    private CamelContext camelContext;

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
        // this bean is made anew when its file is edited; one is enough
        if (context.getCamelContextExtension().getInterceptStrategies().stream()
                .noneMatch(RunLines.class::isInstance)) {
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
                if (exchange.getVariable("run") instanceof Run run) {
                    try (RunInLog.Scope lines = RunInLog.of(run.id())) {
                        return super.process(exchange, callback);
                    }
                }
                return super.process(exchange, callback);
            }
        };
    }
}
