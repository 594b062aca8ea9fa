package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.Turns;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * Lets the {@link Attempt} of an exchange wait for its turn where nothing is left to do but to send it. Who gets an answer sends the call
 * that is next before it goes on with its own: a thread that has to wake up first would leave the place empty for as long as that takes,
 * which is half a millisecond where the processors are busy.
 */
final class CallExecutor extends HttpRequestExecutor {

    /** In bytes. A smaller answer is read without its place; a larger one is not to be in memory beside as many others. */
    private static final int SMALL = 64 * 1024;

    private final Turns turns;
    private final String variable;

    /** @param variable that has the attempt */
    CallExecutor(Turns turns, String variable) {
        this.turns = turns;
        this.variable = variable;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback informed,
            HttpContext context)
            throws IOException, HttpException {
        // there since somebody listens to the activity of the client
        Attempt attempt = context.getAttribute(Exchange.class.getName()) instanceof Exchange exchange
                ? exchange.getVariable(variable, Attempt.class)
                : null;
        if (attempt == null) {
            return super.execute(request, connection, informed, context);
        }
        context.setAttribute(HttpCoreContext.SSL_SESSION, connection.getSSLSession());
        context.setAttribute(HttpCoreContext.CONNECTION_ENDPOINT, connection.getEndpointDetails());
        CallTime time = CallTime.in(context);
        time.end();
        Departure departure = new Departure(attempt, request, connection, time);
        try {
            attempt.await(turns, departure);
            departure.ensureSent();
            ClassicHttpResponse response = connection.receiveResponseHeader();
            while (response.getCode() < HttpStatus.SC_SUCCESS) {
                response = connection.receiveResponseHeader();
            }
            if (MessageSupport.canResponseHaveBody(request.getMethod(), response)) {
                connection.receiveResponseEntity(response);
            }
            if (isSmall(response.getEntity())) {
                attempt.leave();
            }
            return response;
        } catch (IOException | HttpException | RuntimeException | Error broken) {
            attempt.leave();
            connection.close(CloseMode.IMMEDIATE);
            throw broken;
        }
    }

    private static boolean isSmall(HttpEntity body) {
        return body == null
                || body.getContentEncoding() == null && body.getContentLength() >= 0 && body.getContentLength() < SMALL;
    }
}
