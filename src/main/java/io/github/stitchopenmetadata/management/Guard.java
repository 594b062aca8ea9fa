package io.github.stitchopenmetadata.management;

import io.github.stitchopenmetadata.http.Loopback;
import io.github.stitchopenmetadata.text.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides who may read progress and reports and start runs: whoever has the token; without one, only who asks this machine by
 * a name of its own. A page of another site that a browser shows on this machine is let in neither way.
 */
public final class Guard {

    private final String host;
    private final byte[] token;

    /**
     * @param enabled   the setting {@code management.enabled}; the others mean nothing without it
     * @param host      the setting {@code management.host}
     * @param token     the setting {@code management.token}, or empty
     * @param tokenFile the setting {@code management.tokenFile}, or empty
     * @throws IllegalArgumentException where anybody could come in
     */
    public Guard(boolean enabled, String host, String token, String tokenFile) {
        this.host = host.strip();
        this.token = (enabled && !tokenFile.isBlank() ? read(tokenFile.strip()) : token.strip())
                .getBytes(StandardCharsets.UTF_8);
        if (enabled && this.token.length == 0 && !Loopback.isNamedBy(this.host)) {
            throw new IllegalArgumentException("management.host is \"" + this.host
                    + "\", which others can reach: set management.token or management.tokenFile, or use 127.0.0.1");
        }
    }

    /** @throws NotAdmittedException for a request that must not be answered */
    public void admit(Map<String, Object> received) throws NotAdmittedException {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(received);
        String asked = text(headers, "Host");
        String origin = text(headers, "Origin");
        if (origin != null && !origin.equals("http://" + asked) && !origin.equals("https://" + asked)) {
            throw new NotAdmittedException(403, "Not for pages of other sites.");
        }
        if (token.length > 0) {
            if (!MessageDigest.isEqual(token, sent(text(headers, "Authorization")))) {
                throw new NotAdmittedException(
                        401, "Send management.token: Authorization: Bearer TOKEN, or as the password of any user.");
            }
        } else if (!isOurName(asked)) {
            throw new NotAdmittedException(403, "Ask for " + host + " or localhost.");
        }
    }

    /** Whether the request may be answered with more than what everybody may know. */
    public boolean isAdmitted(Map<String, Object> received) {
        try {
            admit(received);
            return true;
        } catch (NotAdmittedException stranger) {
            return false;
        }
    }

    /** A name that leads here only because somebody else's name server says so is none of ours. */
    private boolean isOurName(String asked) {
        String name = asked == null ? "" : asked.replaceFirst(":\\d+$", "");
        return Loopback.isNamedBy(name) || name.equals(host);
    }

    private static byte[] sent(String authorization) {
        String[] parts =
                authorization == null ? new String[0] : authorization.strip().split(" +", 2);
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Bearer")) {
            return parts[1].getBytes(StandardCharsets.UTF_8);
        }
        if (parts.length == 2 && parts[0].equalsIgnoreCase("Basic")) {
            try {
                String pair = new String(Base64.getDecoder().decode(parts[1]), StandardCharsets.UTF_8);
                return pair.substring(pair.indexOf(':') + 1).getBytes(StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notBase64) {
                return new byte[0];
            }
        }
        return new byte[0];
    }

    private static String text(Map<String, Object> headers, String name) {
        return headers.get(name) == null ? null : headers.get(name).toString();
    }

    private static String read(String file) {
        try {
            String token = TextFile.read(Path.of(file)).strip();
            if (token.isEmpty()) {
                throw new IllegalArgumentException("management.tokenFile: " + file + " is empty");
            }
            return token;
        } catch (TextFile.Unreadable unreadable) {
            throw new IllegalArgumentException(
                    "management.tokenFile: " + file + " " + unreadable.getMessage(), unreadable);
        }
    }
}
