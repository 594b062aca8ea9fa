package io.github.stitchopenmetadata.workflow;

import java.util.List;
import java.util.Objects;
import org.slf4j.event.Level;

/**
 * What is to be kept in step: one Stitch account and its place in one catalog.
 *
 * @param file where it was read from, for messages
 * @param serviceName the pipeline service that stands for the account
 * @param stitch the account
 * @param openMetadata the catalog
 * @param pipelineMetadata what is brought
 * @param loggerLevel how much is logged meanwhile; null for what logging is configured with
 * @param warnings what was read but not followed, one line each
 */
public record Workflow(
        String file,
        String serviceName,
        StitchConnection stitch,
        OpenMetadataConnection openMetadata,
        PipelineMetadata pipelineMetadata,
        Level loggerLevel,
        List<String> warnings)
        implements InWorkflow {

    public Workflow {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(serviceName, "serviceName");
        Objects.requireNonNull(stitch, "stitch");
        Objects.requireNonNull(openMetadata, "openMetadata");
        Objects.requireNonNull(pipelineMetadata, "pipelineMetadata");
        warnings = List.copyOf(warnings);
    }

    @Override
    public Workflow workflow() {
        return this;
    }
}
