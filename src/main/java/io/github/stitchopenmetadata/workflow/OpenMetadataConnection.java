package io.github.stitchopenmetadata.workflow;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * How the OpenMetadata API is reached.
 *
 * @param baseUrl ends with {@code /api}
 * @param jwtToken the token of a bot
 * @param certificateCheck how its certificate is checked, where {@code baseUrl} is https
 * @param extraHeaders what each request carries besides
 */
public record OpenMetadataConnection(
        URI baseUrl, Secret jwtToken, CertificateCheck certificateCheck, Map<String, Secret> extraHeaders) {
    public OpenMetadataConnection {
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(jwtToken, "jwtToken");
        Objects.requireNonNull(certificateCheck, "certificateCheck");
        extraHeaders = Map.copyOf(extraHeaders);
    }

    public OpenMetadataConnection(URI baseUrl, Secret jwtToken, CertificateCheck certificateCheck) {
        this(baseUrl, jwtToken, certificateCheck, Map.of());
    }

    static OpenMetadataConnection from(Section server, Section security, Path directory) {
        return new OpenMetadataConnection(
                Urls.read(server, Urls::openMetadata, Urls.OPEN_METADATA),
                Tokens.read(
                        security,
                        "jwtToken",
                        "the JWT token of an OpenMetadata bot, e.g. \"${OM_JWT_TOKEN}\"",
                        directory),
                CertificateCheck.from(server, directory),
                ExtraHeaders.from(server.section("extraHeaders")));
    }
}
