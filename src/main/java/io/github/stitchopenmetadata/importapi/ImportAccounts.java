package io.github.stitchopenmetadata.importapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.stitch.Region;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import io.github.stitchopenmetadata.workflow.Secret;
import io.github.stitchopenmetadata.workflow.Workflow;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;

/** Where the records of an {@link ImportAccount} are sent, and with which token. */
public final class ImportAccounts implements CamelContextAware {

    public static final String TOKEN = "CamelStitchToken";
    public static final String TOKEN_FILE = "CamelStitchImportTokenFile";
    public static final String REGION = "CamelStitchImportRegion";
    public static final String HOST_PORT = "CamelStitchImportHostPort";

    private static final String PREFIX = "import.";
    /** Of an account that is in no settings. */
    private static final String OWN = "";

    private static final Map<String, Region> REGIONS = Map.of("us", Region.NORTH_AMERICA, "eu", Region.EUROPE);

    private final Map<String, Secret> byFingerprint = new ConcurrentHashMap<>();
    private final Workflows workflows;
    private CamelContext camelContext;

    public ImportAccounts(Workflows workflows) {
        this.workflows = workflows;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    private ImportAccount ofSettings() {
        return ofSettings(PREFIX);
    }

    private ImportAccount ofSettings(String prefix) {
        return ImportAccount.of(prefix, name -> camelContext.resolvePropertyPlaceholders("{{" + name + ":}}"));
    }

    /**
     * Those who bring an account of their own name what is different in headers.
     *
     * @param headers of the message that brings records
     * @throws ConfigurationException if the account cannot be used
     */
    ImportAccount named(Map<String, Object> headers) {
        boolean isOwn = Stream.of(TOKEN, TOKEN_FILE, REGION, HOST_PORT).anyMatch(headers::containsKey);
        return isOwn
                ? new ImportAccount(
                        OWN,
                        text(headers, REGION),
                        text(headers, HOST_PORT),
                        new Secret(text(headers, TOKEN)),
                        text(headers, TOKEN_FILE))
                : ofSettings();
    }

    /**
     * Makes sure that records can be taken for the account.
     *
     * @throws ConfigurationException if it cannot be used
     */
    void remember(ImportAccount account) {
        workflow(account);
        byFingerprint.put(account.fingerprint(), account.token());
    }

    /**
     * @param described by {@link ImportAccount#withoutToken}
     * @return the account as the settings have it now; one that is in no settings with the token that came with records since this
     *         process began, or without one
     */
    ImportAccount restored(JsonNode described) {
        String prefix = described.path("prefix").asText();
        return prefix.isEmpty()
                ? ImportAccount.of(
                        described,
                        byFingerprint.getOrDefault(described.path("fingerprint").asText(), new Secret("")))
                : ofSettings(prefix);
    }

    /** @return what the settings {@code import.*} describe; nothing where they name no token */
    public Optional<Workflow> configured() {
        ImportAccount account = ofSettings();
        return account.token().reveal().isEmpty() && account.tokenFile().isEmpty()
                ? Optional.empty()
                : Optional.of(workflow(account));
    }

    private static String text(Map<String, Object> headers, String name) {
        Object value = headers.get(name);
        return value == null ? "" : String.valueOf(value).strip();
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
