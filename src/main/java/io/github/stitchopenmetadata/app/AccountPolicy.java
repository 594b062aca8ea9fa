package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.workflow.AccountSettings;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For the routes that begin a run on their own: they are not started in a process that only delivers what others extract. Nor without
 * an account, or what the role of the process needs: then the log says once what to set. Camel or JMX can still start them.
 */
public final class AccountPolicy extends RoutePolicySupport {

    private static final Logger LOG = LoggerFactory.getLogger(AccountPolicy.class);

    private final AtomicBoolean told = new AtomicBoolean();

    @Override
    public void onInit(Route route) {
        UnaryOperator<String> settings = key -> route.getCamelContext().resolvePropertyPlaceholders("{{" + key + ":}}");
        if (Roles.onlyDelivers(settings)) {
            route.setAutoStartup(false);
            return;
        }
        String refusal = hasSandbox(route.getCamelContext()) ? null : refusal(settings);
        if (refusal == null && AccountSettings.nameAnAccount(settings)) {
            return;
        }
        route.setAutoStartup(false);
        if (!told.getAndSet(true)) {
            if (refusal == null) {
                LOG.warn("Nothing runs, because no account is named: {}", AccountSettings.WHAT_TO_SET);
            } else {
                LOG.error("Nothing runs: {}", refusal);
            }
        }
    }

    private static String refusal(UnaryOperator<String> settings) {
        String refusal = SandboxSetting.refusal(settings);
        List<String> problems = Roles.problems(settings);
        return refusal == null && !problems.isEmpty() ? String.join("; ", problems) : refusal;
    }

    private static boolean hasSandbox(CamelContext context) {
        return context.getRegistry().lookupByNameAndType(SandboxSetting.NAME, SandboxServers.class) != null;
    }
}
