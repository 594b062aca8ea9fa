package io.github.stitchopenmetadata.workflow;

import java.util.List;
import java.util.function.UnaryOperator;

/** The settings that name an account. Where none of them is set there is nothing to connect to. */
public final class AccountSettings {

    /** What to set where no account is named. */
    public static final String WHAT_TO_SET =
            "set ingest.workflow to an OpenMetadata workflow file, or stitch.token and openmetadata.jwtToken";

    private static final List<String> NAMES = List.of(
            "ingest.workflow",
            "stitch.token",
            "stitch.tokenFile",
            "openmetadata.jwtToken",
            "openmetadata.jwtTokenFile");

    private AccountSettings() {}

    /** @param settings gives the text of a setting; null or blank where it is not set */
    public static boolean nameAnAccount(UnaryOperator<String> settings) {
        return !naming(settings).isEmpty();
    }

    /** @return those of the settings that name an account */
    public static List<String> naming(UnaryOperator<String> settings) {
        return NAMES.stream()
                .filter(name -> {
                    String text = settings.apply(name);
                    return text != null && !text.isBlank();
                })
                .toList();
    }
}
