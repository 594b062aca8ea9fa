package io.github.stitchopenmetadata.importapi;

import io.github.stitchopenmetadata.workflow.Secret;
import java.util.function.UnaryOperator;

/**
 * The Import API source that records go into, as it is configured: "" for what is not.
 *
 * @param prefix    of the settings it comes from, such as {@code import.}; messages name them with it
 * @param region    {@code us} or {@code eu}
 * @param hostPort  the address of the API, in the place of that of the region
 * @param token     of the source, in clear
 * @param tokenFile the file that holds the token, instead
 */
public record ImportAccount(String prefix, String region, String hostPort, Secret token, String tokenFile) {

    /** What stands for the account in settings, behind the prefix. */
    static final String REGION = "region";

    static final String HOST_PORT = "hostPort";
    static final String TOKEN = "token";
    static final String TOKEN_FILE = "tokenFile";

    /**
     * @param prefix   such as {@code import.} or {@code history.}
     * @param settings gives the text of a setting by its name, prefix included; "" for one that is not set
     */
    public static ImportAccount of(String prefix, UnaryOperator<String> settings) {
        return new ImportAccount(
                prefix,
                settings.apply(prefix + REGION).strip(),
                settings.apply(prefix + HOST_PORT).strip(),
                new Secret(settings.apply(prefix + TOKEN).strip()),
                settings.apply(prefix + TOKEN_FILE).strip());
    }
}
