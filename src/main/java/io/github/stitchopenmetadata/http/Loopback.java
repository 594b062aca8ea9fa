package io.github.stitchopenmetadata.http;

import java.util.regex.Pattern;

/** The names of this machine that no other can be reached by, whatever a name server says. */
public final class Loopback {

    private static final String BYTE = "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";
    private static final Pattern NAMES =
            Pattern.compile("localhost|127(\\." + BYTE + "){3}|(0*:)+0*1|\\[(0*:)+0*1]", Pattern.CASE_INSENSITIVE);

    private Loopback() {}

    /** @param host a name or an address without a port; that of IPv6 with or without its brackets */
    public static boolean isNamedBy(String host) {
        return NAMES.matcher(host).matches();
    }
}
