package io.github.stitchopenmetadata.workflow;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
 * @param tolerance which failures do not count
 * @param settings what is said otherwise for this account than in the settings of all
 * @param key what tells this place from others of the same service on other servers, in messages and in the names of files
 * @param warnings what was read but not followed, one line each
 */
public record Workflow(
        String file,
        String serviceName,
        StitchConnection stitch,
        OpenMetadataConnection openMetadata,
        PipelineMetadata pipelineMetadata,
        Level loggerLevel,
        Tolerance tolerance,
        Map<String, String> settings,
        String key,
        List<String> warnings)
        implements InWorkflow {

    public Workflow {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(serviceName, "serviceName");
        Objects.requireNonNull(stitch, "stitch");
        Objects.requireNonNull(openMetadata, "openMetadata");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(pipelineMetadata, "pipelineMetadata");
        settings = Map.copyOf(settings);
        warnings = List.copyOf(warnings);
    }

    public Workflow(
            String file,
            String serviceName,
            StitchConnection stitch,
            OpenMetadataConnection openMetadata,
            PipelineMetadata pipelineMetadata,
            Level loggerLevel,
            List<String> warnings) {
        this(
                file,
                serviceName,
                stitch,
                openMetadata,
                pipelineMetadata,
                loggerLevel,
                Tolerance.NONE,
                Map.of(),
                serviceName,
                warnings);
    }

    /** The same account at another address of Stitch. */
    public Workflow at(URI address) {
        return new Workflow(
                file,
                serviceName,
                new StitchConnection(address, stitch.token()),
                openMetadata,
                pipelineMetadata,
                loggerLevel,
                tolerance,
                settings,
                key,
                warnings);
    }

    /** The same, where the plain name of the service stands for another server. */
    Workflow apart() {
        return new Workflow(
                file,
                serviceName,
                stitch,
                openMetadata,
                pipelineMetadata,
                loggerLevel,
                tolerance,
                settings,
                serviceName + "@" + openMetadata.baseUrl().getAuthority(),
                warnings);
    }

    /** @return what is said of a setting for this account alone */
    public Optional<String> setting(String key) {
        return Optional.ofNullable(settings.get(key));
    }

    @Override
    public Workflow workflow() {
        return this;
    }
}
