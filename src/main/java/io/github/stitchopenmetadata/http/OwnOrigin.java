package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.InvalidAnswerException;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;

/** Follows a link in an answer, but never to another server, nor out of the list that it goes on with: the token stays home. */
public final class OwnOrigin {

    /** In a path without its escapes, since a server may resolve those first. */
    private static final Pattern UPWARDS = Pattern.compile("[/\\\\]\\.{1,2}([/\\\\;]|$)");

    private OwnOrigin() {}

    /**
     * @param base the address of the server as it is configured; it may have a path of its own
     * @param link a whole address, or a path that begins with the version of the API
     * @throws InvalidAnswerException for a link to another scheme, host or port, for one that leads out of the path of the base, and
     *                                for what is no address
     */
    public static URI follow(Side side, URI base, String link) {
        URI next = resolve(base, link);
        if (next == null || !isSame(base, next)) {
            throw new InvalidAnswerException(
                    side + " links.next leads to another server and is not followed, the token stays home: " + link);
        }
        String path = next.getPath();
        if (!path.startsWith(Objects.toString(base.getPath(), "") + "/")
                || UPWARDS.matcher(path).find()) {
            throw new InvalidAnswerException(
                    side + " links.next leads out of " + base + " and is not followed, the token stays home: " + link);
        }
        return next;
    }

    /**
     * The same for the next page of a list.
     *
     * @param list the path and query of a page of it, below the base
     * @throws InvalidAnswerException also for a link to anything else than the list
     */
    static URI follow(Side side, URI base, String list, String link) {
        URI next = follow(side, base, link);
        if (!next.getPath().equals(URI.create(base + list).getPath())) {
            throw new InvalidAnswerException(side + " links.next leads to another list and is not followed: " + link);
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
