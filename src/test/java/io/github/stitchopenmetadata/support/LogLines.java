package io.github.stitchopenmetadata.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What the program logs as long as this is open; then its level is as it was. */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata");
    private final Level before = logger.getLevel();
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    public LogLines() {
        start();
        logger.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        // here and now, on the thread that logs
        event.prepareForDeferredProcessing();
        events.add(event);
    }

    /** From now on lines of this level are logged too. */
    public void show(Level level) {
        logger.setLevel(level);
    }

    public void forget() {
        events.clear();
    }

    public List<ILoggingEvent> events() {
        return events;
    }

    public List<String> at(Level level) {
        return texts(events.stream().filter(event -> event.getLevel() == level));
    }

    /** Lines of every level. */
    public List<String> texts() {
        return texts(events.stream());
    }

    private static List<String> texts(Stream<ILoggingEvent> events) {
        return events.map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
    }
}
