package io.github.stitchopenmetadata.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** For Logback: {@code %json(text){name}} becomes a further field of a JSON object, {@code ,"name":"text"}, or nothing where the text is blank. */
public final class JsonField extends CompositeConverter<ILoggingEvent> {

    @Override
    protected String transform(ILoggingEvent event, String text) {
        return text.isBlank()
                ? ""
                : ",\"" + getFirstOption() + "\":\""
                        + new String(JsonStringEncoder.getInstance().quoteAsString(text.strip())) + '"';
    }
}
