package io.github.stitchopenmetadata.workflow;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;

/**
 * How the Stitch API is reached.
 *
 * @param baseUrl without the version and without a slash at the end
 * @param token the API access token of one Stitch account
 */
public record StitchConnection(URI baseUrl, Secret token) {
    public StitchConnection {
        Objects.requireNonNull(baseUrl, "baseUrl");
        Objects.requireNonNull(token, "token");
    }

    static StitchConnection from(Section section, Path directory) {
        return from(section, "a Stitch API access token, e.g. \"${STITCH_TOKEN}\"", directory);
    }

    /** Of one source of the type import_api. */
    static StitchConnection ofImport(Section section, Path directory) {
        return from(section, "a token of an Import API source, as createImportToken makes it", directory);
    }

    private static StitchConnection from(Section section, String token, Path directory) {
        return new StitchConnection(
                Urls.read(section, Urls::stitch, Urls.STITCH), Tokens.read(section, "token", token, directory));
    }
}
