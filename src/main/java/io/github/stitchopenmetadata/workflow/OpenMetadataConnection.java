package io.github.stitchopenmetadata.workflow;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How the OpenMetadata API is reached.
 *
 * @param baseUrl ends with {@code /api}
 * @param jwtToken the token of a bot
 * @param certificateCheck how its certificate is checked, where {@code baseUrl} is https
 */
public record OpenMetadataConnection(URI baseUrl, Secret jwtToken, CertificateCheck certificateCheck) {
    public OpenMetadataConnection {
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(jwtToken, "jwtToken");
        Objects.requireNonNull(certificateCheck, "certificateCheck");
    }

    static OpenMetadataConnection from(Section server, Section security, Path directory) {
        return new OpenMetadataConnection(
                Urls.read(server, Urls::openMetadata, Urls.OPEN_METADATA),
                Tokens.read(
                        security,
                        "jwtToken",
                        "the JWT token of an OpenMetadata bot, e.g. \"${OM_JWT_TOKEN}\"",
                        directory),
                CertificateCheck.from(server, directory));
    }
}
