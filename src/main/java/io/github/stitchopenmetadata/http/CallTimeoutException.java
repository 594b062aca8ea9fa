package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.Seconds;
import java.io.IOException;

/** An answer that was not there, or not whole, when the time for its call was over. */
final class CallTimeoutException extends IOException {

    CallTimeoutException(long millis, Exception cause) {
        super("was not done after " + Seconds.of(millis) + " (http.call.timeout)", cause);
    }
}
