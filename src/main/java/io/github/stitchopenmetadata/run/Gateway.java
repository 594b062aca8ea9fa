package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.stitchopenmetadata.http.Answers;
import io.github.stitchopenmetadata.http.Attempt;
import io.github.stitchopenmetadata.http.Breakers;
import io.github.stitchopenmetadata.http.Call;
import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.http.CallFailures;
import io.github.stitchopenmetadata.http.Credential;
import io.github.stitchopenmetadata.http.HttpDate;
import io.github.stitchopenmetadata.http.NotSentException;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.http.Side;
import io.github.stitchopenmetadata.http.UnreadableToken;
import io.github.stitchopenmetadata.logging.RunInLog;
import io.github.stitchopenmetadata.text.InvalidAnswerException;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.Secret;
import io.github.stitchopenmetadata.workflow.StitchConnection;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpMethods;
import org.apache.camel.util.ObjectHelper;

/**
 * The steps of a gateway route that makes one attempt at a {@link Request}: {@link #open}, {@link #prepare}, {@link #receive}, then
 * {@link #read} or {@link #fail}, then {@link #leave}. Each attempt that was sent is counted in its run, and told to whoever listens.
 */
public final class Gateway {

    /** In bytes: nearly all answers are smaller. */
    private static final int SMALL = 64 * 1024;

    private final Side side;
    private final Breakers breakers;
    private final CallFailures failures;
    private Answers answers = new Answers();
    private final List<Consumer<Call>> listeners = new CopyOnWriteArrayList<>();
    /** A name for each account of Stitch, which tells nothing of its token. */
    private final Map<StitchConnection, String> accounts = new ConcurrentHashMap<>();

    private final AtomicInteger numbers = new AtomicInteger();

    private int concurrency = 1;
    private int accountsAtATime = 1;

    /** @param side {@code STITCH} or {@code OPENMETADATA} */
    public Gateway(String side, Breakers breakers, CallFailures failures) {
        this.side = Side.valueOf(side);
        this.breakers = breakers;
        this.failures = failures;
    }

    /** @param calls that are made at a time, and so how many answers share the memory */
    public void setConcurrency(int calls) {
        concurrency = calls;
        answers = new Answers(concurrency * accountsAtATime);
    }

    /** @param accounts that are read at a time, each with so many calls */
    public void setAccounts(int accounts) {
        accountsAtATime = accounts;
        answers = new Answers(concurrency * accountsAtATime);
    }

    /**
     * Whose calls wait for each other: those of one account of Stitch, which limits each; those to one server of OpenMetadata, which all
     * its accounts share. So a server that hangs for one account holds no other one up.
     */
    public String line(@Variable("run") Run run) {
        return side == Side.STITCH
                ? accounts.computeIfAbsent(run.workflow().stitch(), first -> "account " + numbers.incrementAndGet())
                : run.workflow().openMetadata().baseUrl().toString();
    }

    /** @param listener is told of each call on the thread that made it, so it must be quick */
    public void whenEnded(Consumer<Call> listener) {
        listeners.add(listener);
    }

    /**
     * @param repeated whether an attempt before this one failed; null for the first one
     * @return the attempt, to the server of the run's workflow
     * @throws RunStoppedException    if nothing should be called for the run any more
     * @throws InvalidAnswerException if the request follows a link to another server
     */
    public Attempt open(@Body Request request, @Header(Exchange.REDELIVERED) Boolean repeated, @Variable("run") Run run)
            throws RunStoppedException {
        run.life().ensureWanted(request.closing());
        return new Attempt(request, address(run.workflow()), line(run), Boolean.TRUE.equals(repeated));
    }

    /**
     * Makes the message one that the http component can send. The counter of Camel's redelivery stays, without it a call would
     * be repeated for ever.
     *
     * @throws RunStoppedException    if nothing should be called for the run any more
     * @throws DeliveryTakenException if it is another process that writes this now
     * @throws CallFailedException    if the server is to be spared for a while
     */
    public void prepare(@Variable("attempt") Attempt attempt, @Variable("run") Run run, Exchange exchange)
            throws RunStoppedException, DeliveryTakenException, CallFailedException {
        attempt.sent(permit(attempt, run), () -> permit(attempt, run));
        Request request = attempt.request();
        Message message = exchange.getMessage();
        message.getHeaders().keySet().removeIf(name -> !name.startsWith("CamelRedeliver"));
        message.setHeader(Exchange.HTTP_URI, attempt.uri().toString());
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(request.method()));
        if (request.shown() != Credential.NONE) {
            message.setHeader("Authorization", authorization(request.shown(), run.workflow()));
        }
        if (side == Side.OPENMETADATA) {
            run.workflow().openMetadata().extraHeaders().forEach(message::setHeader);
        }
        message.setHeader("Accept", request.answer() == Request.Answer.LINES ? "*/*" : "application/json");
        message.setHeader(Exchange.CONTENT_TYPE, request.contentType());
        message.setBody(request.content());
    }

    /** For the attempt as it stands; asked again when its turn has come, perhaps on the thread of another run. */
    private Breakers.Permit permit(Attempt attempt, Run run)
            throws RunStoppedException, DeliveryTakenException, CallFailedException {
        Request request = attempt.request();
        try (RunInLog.Scope lines = RunInLog.of(run.id())) {
            run.life().ensureWanted(request.closing());
            if (side == Side.OPENMETADATA && !request.isRead() && !request.closing()) {
                run.fence().ensureHeld();
            }
            Breakers.Permit before = attempt.permit();
            return before != null && before.holds() ? before : breakers.ensureSpared(side, attempt.uri(), account(run));
        }
    }

    /**
     * Takes a small answer from the connection as it is, so that the next call has its place while this one is read. A larger one is
     * not to be in memory as a whole, and is read from the connection.
     *
     * @return the bytes of a small answer; the JSON of a larger one; null for none
     * @throws Exception as {@link #read}
     */
    public Object receive(@Variable("attempt") Attempt attempt, @Variable("run") Run run, Exchange exchange)
            throws Exception {
        try {
            return received(attempt, run, exchange);
        } finally {
            attempt.leave();
        }
    }

    private Object received(Attempt attempt, Run run, Exchange exchange) throws Exception {
        InputStream body = exchange.getMessage().getBody(InputStream.class);
        if (body == null) {
            return null;
        }
        if (exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class) / 100 != 2) {
            // whatever becomes of its words, the status stays known
            return read(attempt, run, exchange);
        }
        byte[] start = body.readNBytes(SMALL);
        if (start.length < SMALL) {
            body.close();
            return new ByteArrayInputStream(start);
        }
        exchange.getMessage().setBody(new SequenceInputStream(new ByteArrayInputStream(start), body));
        return read(attempt, run, exchange);
    }

    /**
     * @return the JSON of the answer; a missing node for an empty answer, and where absence is an answer
     * @throws Exception what {@link Answers#read} refuses
     */
    public JsonNode read(@Variable("attempt") Attempt attempt, @Variable("run") Run run, Exchange exchange)
            throws Exception {
        Message message = exchange.getMessage();
        if (message.getBody() instanceof JsonNode answer) {
            return answer;
        }
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        InputStream body = message.getBody(InputStream.class);
        if (status == 404 && attempt.request().absence()) {
            close(body);
            attempt.permit().answered();
            ended(run, attempt.ended(status, false));
            return MissingNode.getInstance();
        }
        JsonNode answer = answers.read(
                body,
                message.getHeaders(),
                attempt.request().answer(),
                attempt.request().reading());
        attempt.permit().answered();
        ended(run, attempt.ended(status, true));
        if (side == Side.STITCH && run.life().timeOfStitch() == null) {
            HttpDate.in(message.getHeaders()).ifPresent(run.life()::timeOfStitch);
        }
        if (attempt.request().answer() == Request.Answer.OBJECT && !answer.isObject()) {
            throw new InvalidAnswerException(side + " " + attempt.uri().getPath() + ": expected an object, got "
                    + InvalidAnswerException.shape(answer));
        }
        return answer;
    }

    /**
     * Ends the attempt with the failure. A refused token ends the run: nothing else can work with it, unless all is done but to
     * tell of it. What was not sent is neither counted nor the fault of the server.
     *
     * @param thrown what {@link #prepare}, the http component or {@link #read} threw
     * @throws Exception always
     */
    public void fail(
            @Variable("attempt") Attempt attempt,
            @Variable("run") Run run,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception thrown,
            Exchange exchange)
            throws Exception {
        // who repeats the call finds the request, and nobody goes on reading the answer
        exchange.getMessage().setBody(attempt.request());
        // Camel puts an exception of its own around what a method throws that makes a body
        InvalidAnswerException invalid = ObjectHelper.getException(InvalidAnswerException.class, thrown);
        if (invalid != null) {
            throw invalid;
        }
        if (!attempt.isSent()) {
            throw thrown instanceof NotSentException notSent ? notSent.reason() : thrown;
        }
        Credential shown = attempt.request().shown();
        CallFailedException failure = failures.failure(side, attempt.uri(), shown, thrown);
        if (shown == Credential.OF_WORKFLOW
                && UnreadableToken.explains(failure, token(run.workflow()).reveal())) {
            failure = failure.asRefusal();
        }
        attempt.permit().failed(failure);
        ended(run, attempt.ended(failure.getStatus(), false));
        if (failure.isRefused()
                && shown == Credential.OF_WORKFLOW
                && !attempt.request().closing()) {
            run.life().refuse(failure.getMessage(), side);
        }
        throw failure;
    }

    /** Whatever became of the attempt, another call may have its place. */
    public void leave(@Variable("attempt") Attempt attempt) {
        attempt.leave();
    }

    /** The account for which a server that many share may fail alone. */
    private String account(Run run) {
        return side == Side.STITCH ? OneLine.of(run.workflow().serviceName()) : "";
    }

    private void ended(Run run, Call call) {
        run.counts().calls().add(call);
        listeners.forEach(listener -> listener.accept(call));
    }

    private URI address(Workflow workflow) {
        return side == Side.STITCH
                ? workflow.stitch().baseUrl()
                : workflow.openMetadata().baseUrl();
    }

    private Secret authorization(Credential shown, Workflow workflow) {
        return new Secret("Bearer " + shown.own().orElseGet(token(workflow)::reveal));
    }

    private Secret token(Workflow workflow) {
        return side == Side.STITCH
                ? workflow.stitch().token()
                : workflow.openMetadata().jwtToken();
    }

    private static void close(InputStream body) throws IOException {
        if (body != null) {
            body.close();
        }
    }
}
