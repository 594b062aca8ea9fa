package io.github.stitchopenmetadata.call;

import io.github.stitchopenmetadata.http.CallFailedException;
import io.github.stitchopenmetadata.openapi.InvalidCallException;
import io.github.stitchopenmetadata.openapi.Operation;
import io.github.stitchopenmetadata.openapi.Operations;
import io.github.stitchopenmetadata.report.Output;
import io.github.stitchopenmetadata.stitch.JobsLimitException;
import io.github.stitchopenmetadata.text.Causes;
import io.github.stitchopenmetadata.text.TextFile;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/** One operation of Stitch from the command line: {@code -Dingest.mode=call -Dcall.operation=ID}. */
public final class CallCommand implements CamelContextAware {

    private static final String OPERATION = "call.operation";
    private static final String PARAMETER = "call.param.";

    private final Operations operations = new Operations();
    private CamelContext camelContext;

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * @return what the settings ask for, as {@code direct:stitch-operation} takes it
     * @throws InvalidCallException if a setting cannot be used, or the change is not confirmed
     */
    public Map<String, Object> order() {
        Operation operation = operations.operation(setting(OPERATION));
        Map<String, Object> order = new HashMap<>(Map.of(
                "operation",
                operation.id(),
                "parameters",
                parameters(operation),
                "account",
                setting("call.account"),
                "pages",
                setting("call.pages")));
        String body = setting("call.body");
        if (!body.isEmpty()) {
            order.put("body", body.startsWith("@") ? file(operation, "call.body", body.substring(1)) : body);
        }
        if (!setting("call.tokenFile").isEmpty()) {
            order.put(
                    "token",
                    file(operation, "call.tokenFile", setting("call.tokenFile")).strip());
        }
        if (operation.isToBeConfirmed() && !Boolean.parseBoolean(setting("call.confirm"))) {
            throw new InvalidCallException(
                    operation.id(),
                    List.of(
                            "it changes something in Stitch, and nothing was sent: if that is meant, add -Dcall.confirm=true"));
        }
        return order;
    }

    /** @param answer JSON, or an iterator of records */
    public void print(Object answer) throws IOException {
        Output.printJson(answer);
    }

    /** @return the exit status for what a call failed for: 2 where nothing can have been changed in Stitch for it */
    public static int exitStatus(Exception failed) {
        boolean limited = Causes.find(failed, JobsLimitException.class).isPresent();
        return Causes.find(failed, CallFailedException.class)
                .map(call -> call.isRefused() ? 2 : 1)
                .orElse(limited || !isRefused(failed) ? 1 : 2);
    }

    private static boolean isRefused(Exception failed) {
        return Causes.find(failed, InvalidCallException.class).isPresent()
                || Causes.find(failed, ConfigurationException.class).isPresent();
    }

    /** Those that the operation has, wherever they are set; and whatever else is set with -D, to be refused. */
    private Map<String, Object> parameters(Operation operation) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        Stream.concat(
                        operation.parameterNames().stream(),
                        System.getProperties().stringPropertyNames().stream()
                                .filter(name -> name.startsWith(PARAMETER))
                                .map(name -> name.substring(PARAMETER.length())))
                .filter(name -> !setting(PARAMETER + name).isEmpty())
                .forEach(name -> parameters.put(name, setting(PARAMETER + name)));
        return parameters;
    }

    private static String file(Operation operation, String setting, String name) {
        try {
            return TextFile.read(Path.of(name));
        } catch (TextFile.Unreadable | InvalidPathException unreadable) {
            String why = unreadable instanceof InvalidPathException ? "is no valid file name" : unreadable.getMessage();
            throw new InvalidCallException(operation.id(), List.of(setting + ": " + name + " " + why));
        }
    }

    private String setting(String key) {
        return camelContext.resolvePropertyPlaceholders("{{" + key + ":}}").strip();
    }
}
