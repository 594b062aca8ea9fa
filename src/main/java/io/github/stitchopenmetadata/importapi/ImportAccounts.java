package io.github.stitchopenmetadata.importapi;

import io.github.stitchopenmetadata.stitch.Region;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the records of an {@link ImportAccount} are sent, and with which token. */
public final class ImportAccounts {

    private static final Map<String, Region> REGIONS = Map.of("us", Region.NORTH_AMERICA, "eu", Region.EUROPE);

    private final Workflows workflows;

    public ImportAccounts(Workflows workflows) {
        this.workflows = workflows;
    }

    /**
     * Reads the token file anew, which may hold another token by now.
     *
     * @return a workflow that knows nothing but the address of the Import API and the token
     * @throws ConfigurationException with all that is wrong
     */
    public Workflow workflow(ImportAccount account) {
        String prefix = account.prefix();
        String region = account.region().isEmpty() ? "us" : account.region();
        if (!REGIONS.containsKey(region)) {
            throw new ConfigurationException(
                    List.of(prefix + ImportAccount.REGION + " is \"" + region + "\": expected us or eu"));
        }
        return workflows.importSource(
                prefix,
                Map.of(
                        prefix + ImportAccount.HOST_PORT,
                        account.hostPort().isEmpty()
                                ? REGIONS.get(region).address().toString()
                                : account.hostPort(),
                        prefix + ImportAccount.TOKEN,
                        account.token().reveal(),
                        prefix + ImportAccount.TOKEN_FILE,
                        account.tokenFile()));
    }

    /**
     * @param address that answered that the account is in another region
     * @return the setting that names the other region; nothing where the address is none of Stitch's
     */
    static Optional<String> otherRegion(URI address) {
        return Region.of(address).map(Region::other).flatMap(other -> REGIONS.entrySet().stream()
                .filter(region -> region.getValue() == other)
                .map(Map.Entry::getKey)
                .findFirst());
    }
}
