package io.github.stitchopenmetadata.kamelet;

import io.github.stitchopenmetadata.call.CallMessage;
import io.github.stitchopenmetadata.openapi.Operation;
import io.github.stitchopenmetadata.openapi.Operations;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.workflow.AccountParameters;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The bean of the Kamelet {@code stitch-operation-action}: any operation of Stitch, with the account of the Kamelet. */
public final class StitchAction extends KameletAccount {

    private static final String NAME = "stitch-operation-action";

    private String operation = "";
    private String operationParameters = "";
    private boolean pages;
    private Operation called;
    private Map<String, String> given = Map.of();

    public StitchAction() {
        super(NAME);
    }

    /** @param id of the operation */
    public void setOperation(String id) {
        operation = id.strip();
    }

    /** @param pairs {@code NAME=VALUE}, separated by commas */
    public void setOperationParameters(String pairs) {
        operationParameters = pairs;
    }

    /** @param all whether the answer is the records of all pages */
    public void setPages(boolean all) {
        pages = all;
    }

    @Override
    Workflow read(AccountParameters reader, Map<String, String> parameters) {
        called = new Operations().operation(operation);
        given = pairs(operationParameters);
        Map<String, String> all = new HashMap<>(parameters);
        all.put("serviceName", NAME);
        return reader.account(all);
    }

    /** What headers say goes before what the Kamelet says. */
    public void enter(Exchange exchange) {
        begin(exchange, Pass.Kind.CALL);
        Message message = exchange.getMessage();
        message.setHeader(CallMessage.OPERATION, operation);
        message.setHeader(CallMessage.PAGES, pages);
        given.forEach((name, value) -> message.getHeaders().putIfAbsent(CallMessage.PARAMETER + name, value));
        if (called.needsToken()) {
            message.getHeaders()
                    .putIfAbsent(CallMessage.TOKEN, workflow().stitch().token().reveal());
        }
    }

    /** The body stays: it is the answer. */
    public void leave(Exchange exchange) {
        end(exchange);
        CallersExchange.putBack(exchange);
        exchange.getMessage().removeHeaders("CamelStitch*");
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        Stream.of(text.split(","))
                .map(String::strip)
                .filter(pair -> !pair.isEmpty())
                .forEach(pair -> {
                    String[] parts = pair.split("=", 2);
                    if (parts.length < 2) {
                        throw new ConfigurationException(List.of("Kamelet " + NAME + ": operationParameters holds \""
                                + pair + "\": expected NAME=VALUE, separated by commas"));
                    }
                    pairs.put(parts[0].strip(), parts[1].strip());
                });
        return pairs;
    }
}
