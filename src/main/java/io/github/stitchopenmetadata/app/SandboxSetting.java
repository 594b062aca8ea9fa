package io.github.stitchopenmetadata.app;

import io.github.stitchopenmetadata.workflow.AccountSettings;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * The setting {@code sandbox}: {@code false} for the account that is named, {@code true} for the sandbox, {@code auto} for the
 * account if one is named and else the sandbox. Nothing but this leads to the sandbox, so that nobody takes it for an account.
 */
public final class SandboxSetting {

    static final String NAME = "sandbox";

    static final String NOT_PACKED = "there is no sandbox here, only in stitch-openmetadata.jar and in mvn camel:run";

    private SandboxSetting() {}

    /**
     * For the program, which has the sandbox packed.
     *
     * @param settings gives the text of a setting
     * @return whether the run is against the sandbox, and not against an account
     * @throws IllegalArgumentException if neither is asked for, or both
     */
    static boolean isChosen(UnaryOperator<String> settings) {
        List<String> naming = AccountSettings.naming(settings);
        String sandbox = value(settings);
        if (sandbox.equals("true") && !naming.isEmpty()) {
            throw new IllegalArgumentException(NAME + " is true, but an account is named as well, by "
                    + String.join(", ", naming) + ": leave out one of the two");
        }
        if (sandbox.equals("false") && naming.isEmpty()) {
            throw new IllegalArgumentException("no account is named: " + AccountSettings.WHAT_TO_SET
                    + "; or try it against a made-up account with -D" + NAME + "=true");
        }
        return naming.isEmpty();
    }

    /**
     * For every other runtime, which has no sandbox.
     *
     * @param settings gives the text of a setting
     * @return why nothing can run with these settings, or null
     */
    public static String refusal(UnaryOperator<String> settings) {
        return value(settings).equals("true")
                ? NAME + " is true, but " + NOT_PACKED + ": leave it out, and " + AccountSettings.WHAT_TO_SET
                : null;
    }

    private static String value(UnaryOperator<String> settings) {
        String text = settings.apply(NAME);
        return text == null || text.isBlank() ? "false" : text.strip().toLowerCase(Locale.ROOT);
    }
}
