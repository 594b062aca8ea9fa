package io.github.stitchopenmetadata.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.http.Credential;
import io.github.stitchopenmetadata.http.Paging;
import io.github.stitchopenmetadata.http.Request;
import io.github.stitchopenmetadata.importapi.ImportAccounts;
import io.github.stitchopenmetadata.openapi.Operation;
import io.github.stitchopenmetadata.openapi.Operations;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the route that calls any operation of Stitch. */
public final class StitchOperations implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(StitchOperations.class);
    private static final String RUN = "run";
    private static final String CALL = "call";

    private final Operations operations = new Operations();
    private final Map<String, Long> unfit = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final Workflows workflows;
    private final Paging paging;
    private final ImportAccounts imports;
    private CamelContext camelContext;
    private volatile ProducerTemplate producer;

    public StitchOperations(Workflows workflows, Paging paging, ImportAccounts imports) {
        this.workflows = workflows;
        this.paging = paging;
        this.imports = imports;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** @param listener is told the id of an operation for each answer that does not fit the document */
    public void whenUnfit(Consumer<String> listener) {
        listeners.add(listener);
    }

    /**
     * @return the call that the message asks for; within a run it is made for that run
     * @throws io.github.stitchopenmetadata.openapi.InvalidCallException  if the documents do not know or allow it
     * @throws io.github.stitchopenmetadata.workflow.ConfigurationException if there is no such account
     */
    public StitchCall read(Exchange exchange) {
        CallMessage asked = new CallMessage(exchange.getMessage());
        Operation operation = operations.operation(asked.operation());
        Optional<Workflow> source =
                operation.isOfImport() && asked.account().isEmpty() ? imports.configured() : Optional.empty();
        Request request = operations.request(
                operation.id(),
                asked.parameters(),
                asked.body(operation.takesBody()),
                asked.token() != null || !operation.needsToken()
                        ? asked.token()
                        : source.map(of -> of.stitch().token().reveal()).orElse(null));
        Run run = exchange.getVariable(RUN) instanceof Run callers
                ? source.map(of -> callers.at(of.stitch().baseUrl())).orElse(callers)
                : Run.of(Pass.Kind.CALL, source.orElseGet(() -> workflows.account(asked.account())));
        return new StitchCall(
                operation,
                request,
                asked.allPages() && operation.isPaged(),
                run,
                asked.otherHeaders(),
                new HashMap<>(exchange.getVariables()));
    }

    public Run run(StitchCall call) {
        return call.run();
    }

    public Request request(@Variable(CALL) StitchCall call) {
        return call.request();
    }

    /** Whether the answer is the records of all pages. */
    public boolean asksForAllPages(@Variable(CALL) StitchCall call) {
        return call.allPages();
    }

    /** @return the records of all pages, one after the other; the first page has been read */
    public Iterator<JsonNode> records(@Variable(CALL) StitchCall call) throws Exception {
        Records records = new Records(call, paging, producer(), this::take);
        try {
            records.hasNext();
        } catch (RuntimeCamelException failed) {
            throw failed.getCause() instanceof Exception cause ? cause : failed;
        }
        return records;
    }

    /** Whether the answer says only where the answer is. */
    public boolean leadsElsewhere(@Variable(CALL) StitchCall call) {
        return call.request().answer() == Request.Answer.LOCATION;
    }

    /** @param location of the answer: it is fetched without our token */
    public Request elsewhere(JsonNode location, @Variable(CALL) StitchCall call) {
        return Request.of(call.request().operation(), call.request().side(), "GET", "/log")
                .following(location.textValue())
                .showing(Credential.NONE)
                .answered(Request.Answer.LINES);
    }

    /**
     * Takes an answer, and holds it to the document, which may be wrong: an answer that does not fit is counted, told of once for
     * each operation, and passed on.
     */
    public JsonNode take(Request request, JsonNode answer) {
        List<String> objections = operations.operation(request.operation()).objections(answer);
        if (!objections.isEmpty()) {
            String id = request.operation();
            listeners.forEach(listener -> listener.accept(id));
            if (unfit.merge(id, 1L, Long::sum) == 1) {
                LOG.warn(
                        "{}: the answer is not what its document says, which may be wrong: {}. It is passed on; further ones are only counted.",
                        id,
                        String.join("; ", objections));
            }
        }
        return answer;
    }

    /** How many answers of each operation did not fit. */
    public Map<String, Long> unfit() {
        return Map.copyOf(unfit);
    }

    /** Leaves the exchange as it came, but for the body: our token is in a header, and must not go on with the next call. */
    public void leave(@Variable(CALL) StitchCall call, Exchange exchange) {
        exchange.getMessage().setHeaders(new HashMap<>(call.headers()));
        Set.copyOf(exchange.getVariables().keySet()).forEach(exchange::removeVariable);
        call.variables().forEach(exchange::setVariable);
    }

    private synchronized ProducerTemplate producer() {
        if (producer == null) {
            producer = camelContext.createProducerTemplate();
        }
        return producer;
    }
}
