package io.github.stitchopenmetadata.kamelet;

import io.github.stitchopenmetadata.importapi.ImportAccounts;
import io.github.stitchopenmetadata.importapi.Imports;
import io.github.stitchopenmetadata.workflow.AccountParameters;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.Workflow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The bean of the Kamelet {@code stitch-import-sink}: records into a table of its Import API source. */
public final class ImportSink extends KameletAccount {

    private static final String NAME = "stitch-import-sink";

    /** The headers in which {@code direct:stitch-import} is told what the parameters say. */
    private static final Map<String, String> HEADERS = Map.of(
            "table", Imports.TABLE,
            "keyNames", Imports.KEY_NAMES,
            "schema", Imports.SCHEMA,
            "token", ImportAccounts.TOKEN,
            "tokenFile", ImportAccounts.TOKEN_FILE,
            "region", ImportAccounts.REGION,
            "hostPort", ImportAccounts.HOST_PORT);

    private final Map<String, String> headers = new HashMap<>();

    public ImportSink() {
        super(NAME);
    }

    @Override
    Workflow read(AccountParameters reader, Map<String, String> parameters) {
        HEADERS.forEach((parameter, header) -> {
            String value = parameters.getOrDefault(parameter, "").strip();
            if (!value.isEmpty()) {
                headers.put(header, value);
            }
        });
        String region = parameters.getOrDefault("region", "us").strip();
        if (!region.matches("us|eu")) {
            throw new ConfigurationException(
                    List.of("Kamelet " + NAME + ": region is \"" + region + "\": expected us or eu"));
        }
        Map<String, String> all = new HashMap<>(parameters);
        all.put("serviceName", NAME);
        return reader.account(all);
    }

    /** What headers say of the records goes before what the Kamelet says. */
    public void enter(Exchange exchange) {
        CallersExchange.keep(exchange);
        headers.forEach(exchange.getMessage().getHeaders()::putIfAbsent);
    }

    /** The records have been taken, or refused. */
    public void leave(Exchange exchange) {
        CallersExchange.putBackWhole(exchange);
    }
}
