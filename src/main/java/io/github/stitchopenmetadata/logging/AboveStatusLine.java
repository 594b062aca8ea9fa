package io.github.stitchopenmetadata.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;

/** For Logback: the console, where log lines leave the {@link StatusLine} whole. */
public final class AboveStatusLine extends ConsoleAppender<ILoggingEvent> {

    @Override
    protected void subAppend(ILoggingEvent event) {
        StatusLine.terminal().above(() -> super.subAppend(event));
    }
}
