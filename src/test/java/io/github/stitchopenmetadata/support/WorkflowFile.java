package io.github.stitchopenmetadata.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Workflow files as people write them, for tests of several accounts. */
public final class WorkflowFile {

    private WorkflowFile() {}

    /** Writes the file {@code SERVICE.yaml} of an account on these servers. */
    public static void write(Path folder, String service, Servers servers) throws IOException {
        write(folder, service, servers.stitch.baseUrl(), "stitch-token", servers.catalog.baseUrl(), "catalog-token");
    }

    /** Writes the file {@code SERVICE.yaml}. */
    public static void write(
            Path folder, String service, String stitchUrl, String stitchToken, String catalogUrl, String catalogToken)
            throws IOException {
        Files.writeString(
                folder.resolve(service + ".yaml"),
                """
                source:
                  type: stitch
                  serviceName: %s
                  serviceConnection: {config: {type: Stitch, hostPort: "%s", token: %s}}
                  sourceConfig: {config: {type: PipelineMetadata, lineageInformation: {dbServiceNames: [prod_postgres, warehouse]}}}
                sink: {type: metadata-rest, config: {}}
                workflowConfig:
                  openMetadataServerConfig: {hostPort: "%s/api", authProvider: openmetadata, securityConfig: {jwtToken: %s}}
                """
                        .formatted(service, stitchUrl, stitchToken, catalogUrl, catalogToken));
    }
}
