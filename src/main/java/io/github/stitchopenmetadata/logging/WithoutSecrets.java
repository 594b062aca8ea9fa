package io.github.stitchopenmetadata.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.CompositeConverter;
import io.github.stitchopenmetadata.text.Secrets;
import java.util.regex.Pattern;

/**
 * For Logback: what Camel and the HTTP client log, without credentials. At DEBUG and TRACE they log settings, headers and
 * bodies as they are. What is logged here has none.
 */
public final class WithoutSecrets extends CompositeConverter<ILoggingEvent> {

    private static final String HERE = "io.github.stitchopenmetadata.";
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)(\\bbearer )[^\\s\"'\\[\\]]+");
    /** As Camel tells what it looked up: {@code {{stitch.token:}} -> x}, or {@code stitch.token with value: x}. */
    private static final Pattern SETTING = Pattern.compile("(?i)(token\\b[^\\n]*(?:value:|->|=) ?)(?!\\s)[^\\s,}]+");

    /** Most lines hold nothing of the kind, and at TRACE there are very many. */
    private static final Pattern HINT = Pattern.compile(
            "[Pp][Aa][Ss][Ss]|[Pp][Ww][Dd]|[Tt][Oo][Kk][Ee][Nn]|[Ss][Ee][Cc][Rr][Ee][Tt]"
                    + "|[Kk][Ee][Yy]\\W|[Bb][Ee][Aa][Rr][Ee][Rr]|[Aa]uthorization|AUTHORIZATION|[Cc]redential|PRIVATE KEY|:[^\\s/]*@|eyJ");

    @Override
    protected String transform(ILoggingEvent event, String text) {
        return event.getLoggerName().startsWith(HERE) ? text : hidden(text);
    }

    static String hidden(String text) {
        if (!HINT.matcher(text).find()) {
            return text;
        }
        String withoutTokens =
                SETTING.matcher(AUTHORIZATION.matcher(text).replaceAll("$1***")).replaceAll("$1***");
        return Secrets.hidden(withoutTokens);
    }
}
