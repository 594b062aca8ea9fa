package io.github.stitchopenmetadata.management;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.text.Json;
import java.util.Collection;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/**
 * What the health checks of the Camel context say.
 *
 * @param state {@code UP} or {@code DOWN}, which everybody may know; the checks name routes and what failed
 */
public record Health(HealthCheck.State state, List<HealthCheck.Result> checks) {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** @param path ends with {@code /live} or {@code /ready} for the checks of one kind */
    public static Health of(CamelContext context, @Header(Exchange.HTTP_PATH) String path) {
        return path.endsWith("/live")
                ? of(HealthCheckHelper.invokeLiveness(context), false)
                : path.endsWith("/ready")
                        ? of(HealthCheckHelper.invokeReadiness(context), true)
                        : of(HealthCheckHelper.invoke(context), false);
    }

    private static Health of(Collection<HealthCheck.Result> checks, boolean readiness) {
        return new Health(
                HealthCheckHelper.isResultsUp(checks, readiness) ? HealthCheck.State.UP : HealthCheck.State.DOWN,
                List.copyOf(checks));
    }

    /** The HTTP status to answer with. */
    public static int httpStatus(Health health) {
        return health.state == HealthCheck.State.UP ? OK : UNAVAILABLE;
    }

    /**
     * @param detailed whether each check is told, with what is wrong; else the state alone
     * @return JSON
     */
    public static byte[] json(Health health, @Variable("admitted") boolean detailed) {
        ObjectNode json = Json.MAPPER.createObjectNode().put("status", health.state.name());
        if (detailed) {
            ArrayNode all = json.putArray("checks");
            health.checks.forEach(check -> add(all.addObject(), check));
        }
        return Json.bytes(json);
    }

    private static void add(ObjectNode json, HealthCheck.Result check) {
        json.put("name", check.getCheck().getId())
                .put("status", check.getState().name());
        check.getMessage().ifPresent(message -> json.put("message", message));
        ObjectNode data = json.putObject("data");
        check.getDetails().forEach((name, value) -> data.put(name, String.valueOf(value)));
    }
}
