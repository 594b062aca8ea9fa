package io.github.stitchopenmetadata.app;

import java.util.List;
import java.util.Map;

/** What is said about the sandbox. */
final class SandboxGuide {

    private SandboxGuide() {}

    static List<String> welcome() {
        return List.of(
                "SANDBOX: no account is configured, so this runs against a made-up Stitch account and a made-up catalog inside this process.");
    }

    /**
     * @param settings with which the sandbox is connected
     * @param ends     whether the program ends now, so that nothing can be looked at
     */
    static List<String> whereToLook(Map<String, String> settings, boolean ends) {
        String next =
                "SANDBOX: for your own account write a workflow file (see README.md), then: mvn camel:run -Dingest.workflow=FILE";
        if (ends) {
            return List.of(next);
        }
        String curl = "  curl -H 'Authorization: Bearer " + settings.get("openmetadata.jwtToken") + "' '"
                + settings.get("openmetadata.hostPort") + "/v1/";
        return List.of(
                "SANDBOX: this is what arrived. While this runs, look at it:",
                curl + "pipelines?service=" + settings.get("stitch.serviceName") + "&fields=tasks'",
                curl + "lineage/table/name/warehouse.ANALYTICS.SHOP.ORDERS?upstreamDepth=1&downstreamDepth=1'",
                next,
                "SANDBOX: what is pushed into the Import API is shown at " + settings.get("import.hostPort")
                        + "/pushed");
    }
}
