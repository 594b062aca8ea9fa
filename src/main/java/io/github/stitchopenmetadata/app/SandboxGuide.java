package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.sandbox.Sandbox;
import java.util.List;
import java.util.Map;

/** The sandbox as the settings a user would write for it, and what is said about it. */
public final class SandboxGuide {

    private SandboxGuide() {}

    public static Map<String, String> settings(Sandbox sandbox) {
        return Map.of(
                "stitch.serviceName", sandbox.serviceName(),
                "stitch.hostPort", sandbox.stitchUrl(),
                "stitch.token", sandbox.stitchToken(),
                "stitch.dbServiceNames", String.join(",", sandbox.dbServiceNames()),
                "openmetadata.hostPort", sandbox.catalogUrl(),
                "openmetadata.jwtToken", sandbox.catalogToken());
    }

    static List<String> welcome() {
        return List.of(
                "SANDBOX: no account is configured, so this runs against a made-up Stitch account and a made-up catalog inside this process.");
    }

    static List<String> whereToLook(Sandbox sandbox) {
        String curl =
                "  curl -H 'Authorization: Bearer " + sandbox.catalogToken() + "' '" + sandbox.catalogUrl() + "/v1/";
        return List.of(
                "SANDBOX: this is what arrived. While this runs, look at it:",
                curl + "pipelines?service=" + sandbox.serviceName() + "&fields=tasks'",
                curl + "lineage/table/name/warehouse.ANALYTICS.SHOP.ORDERS?upstreamDepth=1&downstreamDepth=1'",
                "SANDBOX: for your own account write a workflow file (see README.md), then: mvn camel:run -Dingest.workflow=FILE");
    }
}
