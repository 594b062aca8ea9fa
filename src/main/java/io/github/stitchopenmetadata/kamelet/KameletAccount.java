package io.github.stitchopenmetadata.kamelet;

import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.workflow.AccountParameters;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of one use of a Kamelet: its parameters as an account, and the first and the last step of its route. It sees to it that
 * what the Kamelet calls is there.
 */
public abstract class KameletAccount implements CamelContextAware {

    private static final Logger LOG = LoggerFactory.getLogger(KameletAccount.class);

    private final String kamelet;
    private final Map<String, String> parameters = new HashMap<>();
    private CamelContext camelContext;
    private Workflow workflow;
    private Runs runs;

    /** @param kamelet its name, for messages */
    KameletAccount(String kamelet) {
        this.kamelet = kamelet;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Those of the Kamelet that describe the account, to be filled in. */
    public Map<String, String> getParameters() {
        return parameters;
    }

    /**
     * All parameters have been set.
     *
     * @throws io.github.stitchopenmetadata.workflow.ConfigurationException with all that is wrong with them
     */
    public void open() {
        workflow = read(new AccountParameters("Kamelet " + kamelet, System::getenv, trustedHosts()), parameters);
        workflow.warnings().forEach(LOG::warn);
        Installation.ensure(camelContext);
        runs = camelContext.getRegistry().lookupByNameAndType("runs", Runs.class);
    }

    abstract Workflow read(AccountParameters reader, Map<String, String> given);

    /** @param keys of a workflow file, or settings of one account, by the parameters that are not named as they are */
    static Map<String, String> renamed(Map<String, String> parameters, Map<String, String> keys) {
        Map<String, String> renamed = new HashMap<>();
        parameters.forEach((name, value) -> renamed.put(keys.getOrDefault(name, name), value));
        return renamed;
    }

    Workflow workflow() {
        return workflow;
    }

    Runs runs() {
        return runs;
    }

    /** The exchange is to be used for a run of this account. */
    void begin(Exchange exchange, Pass.Kind kind) {
        CallersExchange.keep(exchange);
        exchange.setVariable("run", runs.alone(kind, workflow));
    }

    /** @return the run, which has ended */
    Run end(Exchange exchange) {
        Run run = exchange.getVariable("run", Run.class);
        runs.leave(run);
        return run;
    }

    private String trustedHosts() {
        return camelContext
                .getPropertiesComponent()
                .resolveProperty("http.trustedHosts")
                .orElse("");
    }
}
