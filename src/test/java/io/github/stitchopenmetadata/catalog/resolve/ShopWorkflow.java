package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.workflow.CertificateCheck;
import io.github.stitchopenmetadata.workflow.FilterPattern;
import io.github.stitchopenmetadata.workflow.OpenMetadataConnection;
import io.github.stitchopenmetadata.workflow.PipelineMetadata;
import io.github.stitchopenmetadata.workflow.Secret;
import io.github.stitchopenmetadata.workflow.StitchConnection;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.WorkflowRun;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The workflow of a small shop. */
public final class ShopWorkflow {

    private ShopWorkflow() {}

    private record ShopRun(String id, Workflow workflow) implements WorkflowRun {}

    /** A run of a workflow, by the name {@code run-1}. */
    public static WorkflowRun run(Workflow workflow) {
        return new ShopRun("run-1", workflow);
    }

    public static Workflow atStitch(String baseUrl) {
        return workflow("stitch", baseUrl, true, true, null);
    }

    public static Workflow named(String serviceName) {
        return workflow(serviceName, "https://api.stitchdata.com", true, true, null);
    }

    public static Workflow withLineage(boolean includeLineage) {
        return workflow("stitch", "https://api.stitchdata.com", includeLineage, true, null);
    }

    public static Workflow withoutRetirement() {
        return workflow("stitch", "https://api.stitchdata.com", true, false, null);
    }

    /** @param days the statusLookbackDays, null for none */
    public static Workflow withLookback(Integer days) {
        return workflow("stitch", "https://api.stitchdata.com", true, true, days);
    }

    /** @param settings what is said otherwise for this account */
    public static Workflow withSettings(Map<String, String> settings) {
        Workflow shop = named("stitch");
        return new Workflow(
                shop.file(),
                shop.serviceName(),
                shop.stitch(),
                shop.openMetadata(),
                shop.pipelineMetadata(),
                shop.loggerLevel(),
                shop.tolerance(),
                settings,
                shop.key(),
                shop.warnings());
    }

    private static Workflow workflow(
            String serviceName, String stitch, boolean includeLineage, boolean markDeletedPipelines, Integer days) {
        PipelineMetadata metadata = new PipelineMetadata(
                includeLineage,
                List.of("shop_db", "warehouse"),
                new FilterPattern(List.of(), List.of()),
                markDeletedPipelines,
                true,
                true,
                true,
                false,
                false,
                days);
        return new Workflow(
                "shop.yaml",
                serviceName,
                new StitchConnection(URI.create(stitch), new Secret("stitch-token")),
                new OpenMetadataConnection(
                        URI.create("https://catalog.example/api"),
                        new Secret("catalog-token"),
                        CertificateCheck.OF_JAVA),
                metadata,
                null,
                List.of());
    }
}
