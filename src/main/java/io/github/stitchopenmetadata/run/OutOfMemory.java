package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.stitch.SourceExtraction;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.OneLine;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.Variable;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a process that ran out of memory somewhere: after that no part of it can be relied on, so it must not look alive.
 * The program ends; in the Camel of others our routes stop, and health is down. Which source was read is kept: one over which
 * that happened twice is set aside, so that a program that is started again comes to its end.
 */
public final class OutOfMemory extends EventNotifierSupport implements CamelContextAware {

    /** The name of the bean with which the program says how it ends: a {@link Runnable}. */
    public static final String END = "endOfProgram";

    /** @param heap the memory that the process had, in bytes: with more the source is read again */
    record Ends(int count, long heap) {}

    private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);
    private static final String FILE = "out-of-memory.json";
    private static final int ALLOWED = 2;
    private static final int RESERVE_BYTES = 1024 * 1024;
    private static final long PATIENCE_MILLIS = 100;

    private final StateStore store;
    private final AtomicBoolean met = new AtomicBoolean();
    private final long heap = Runtime.getRuntime().maxMemory();
    /** Let go when memory is needed to say that there is none. */
    private byte[] reserve = new byte[RESERVE_BYTES];

    private CamelContext camelContext;

    /** @param store remembers over which sources it happened */
    public OutOfMemory(StateStore store) {
        this.store = store;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
    }

    @Override
    public void setCamelContext(CamelContext context) {
        if (camelContext == null) {
            camelContext = context;
            ManagementStrategy events = context.getManagementStrategy();
            // an edit of the beans makes another one
            events.getEventNotifiers().stream()
                    .filter(OutOfMemory.class::isInstance)
                    .toList()
                    .forEach(events::removeEventNotifier);
            events.addEventNotifier(this);
            ServiceHelper.startService(this);
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Whether it happened here. */
    public boolean isMet() {
        return met.get();
    }

    /** Each exchange that fails, whoever handles that: those of others are theirs. */
    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeEvent failed) {
            Exchange exchange = failed.getExchange();
            Throwable thrown = exchange.getException() != null
                    ? exchange.getException()
                    : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
            if (isOutOfMemory(thrown) && exchange.getVariable("run", Run.class) != null) {
                met(exchange.getVariable("run", Run.class), exchange.getVariable("source", SourceExtraction.class));
            }
        }
    }

    /** Too deep a call costs what it is about; nothing else is left of memory after the others. */
    public static boolean isOutOfMemory(Throwable thrown) {
        VirtualMachineError error =
                Causes.find(thrown, VirtualMachineError.class).orElse(null);
        return error != null && !(error instanceof StackOverflowError);
    }

    /** @throws SetAsideException for a source over which the program ended too often */
    public void ensureNotSetAside(@Body SourceExtraction extraction, @Variable("run") Run run)
            throws SetAsideException {
        Ends ends = ends().get(key(run, extraction));
        if (ends != null && ends.count() >= ALLOWED && heap <= ends.heap()) {
            throw new SetAsideException("set aside: the program ran out of memory over it " + ends.count()
                    + " times; give it more than " + (ends.heap() >> 20)
                    + " MB (-Xmx), or select fewer of its streams and delete " + FILE + " in state.directory");
        }
    }

    private void met(Run run, SourceExtraction source) {
        if (met.getAndSet(true)) {
            return;
        }
        reserve = null;
        String what = source == null ? run.workflow().serviceName() : source.title();
        if (source != null && source.source() != null) {
            remember(run, source);
        }
        LOG.error(
                "Out of memory over {}: {} MB do not do. Give more (-Xmx), or lower stitch.concurrency and openmetadata.concurrency",
                OneLine.of(what),
                heap >> 20);
        Runnable end = camelContext.getRegistry().lookupByNameAndType(END, Runnable.class);
        if (end == null) {
            // not by the thread that has to end for a route to stop
            new Thread(this::stopRoutes, "out-of-memory").start();
        } else {
            end.run();
        }
    }

    /** Whatever is wrong with the store is no reason to go on. */
    private void remember(Run run, SourceExtraction source) {
        try {
            store.locked(() -> {
                Map<String, Ends> ends = ends();
                ends.merge(key(run, source), new Ends(1, heap), (before, one) -> new Ends(before.count() + 1, heap));
                store.write(FILE, ends);
                return null;
            });
        } catch (RuntimeException notKept) {
            LOG.warn("{} is not kept: {}", FILE, OneLine.of(notKept.getMessage()));
        }
    }

    private void stopRoutes() {
        for (Route route : camelContext.getRoutes()) {
            if (String.valueOf(route.getSourceLocation()).matches(".*\\broutes/[\\w-]+\\.camel\\.yaml.*")) {
                try {
                    camelContext
                            .getRouteController()
                            .stopRoute(route.getRouteId(), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (Exception notStopped) {
                    LOG.warn("{} does not stop: {}", route.getRouteId(), OneLine.of(notStopped.getMessage()));
                }
            }
        }
    }

    private Map<String, Ends> ends() {
        Map<String, Ends> ends = store.read(FILE, new TypeReference<TreeMap<String, Ends>>() {});
        return ends == null ? new TreeMap<>() : ends;
    }

    private static String key(Run run, SourceExtraction extraction) {
        return run.workflow().serviceName() + " " + extraction.source().name();
    }
}
