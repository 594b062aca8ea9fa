package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.net.URI;
import java.util.Objects;

/** Follows a link in an answer, but never to another server: the token stays home. */
public final class OwnOrigin {

    private OwnOrigin() {}

    /**
     * @param base the address of the server as it is configured; it may have a path of its own
     * @param link a whole address, or a path that begins with the version of the API
     * @throws InvalidAnswerException for a link to another scheme, host or port, and for what is no address
     */
    public static URI follow(Side side, URI base, String link) {
        URI next = resolve(base, link);
        if (next == null || !isSame(base, next)) {
            throw new InvalidAnswerException(
                    side + " links.next leads to another server and is not followed, the token stays home: " + link);
        }
        return next;
    }

    /**
     * Follows a link to wherever it leads, for a call that shows no token.
     *
     * @throws InvalidAnswerException for what is no address, and for one where what is read travels in clear
     */
    static URI leave(Side side, URI base, String link) {
        URI next = resolve(base, link);
        boolean secure = next != null
                && next.getHost() != null
                && ("https".equalsIgnoreCase(next.getScheme())
                        || "http".equalsIgnoreCase(next.getScheme()) && Loopback.isNamedBy(next.getHost()));
        if (!secure) {
            throw new InvalidAnswerException(side + " leads to an address that is not https, which is not followed");
        }
        return next;
    }

    private static URI resolve(URI base, String link) {
        try {
            boolean belowPrefix = link.startsWith("/v4/")
                    && base.getRawPath() != null
                    && !base.getRawPath().isEmpty();
            return belowPrefix
                    ? URI.create(base + link)
                    : URI.create(base + "/").resolve(link);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private static boolean isSame(URI base, URI next) {
        return base.getScheme().equalsIgnoreCase(next.getScheme())
                && base.getHost().equalsIgnoreCase(Objects.toString(next.getHost(), ""))
                && port(base) == port(next)
                && next.getRawUserInfo() == null;
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "http".equalsIgnoreCase(uri.getScheme()) ? 80 : 443;
    }
}
