package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.http.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Predicate;

/** Brings the {@code hostPort} of either system into one form and refuses what would expose a token. */
final class Urls {
    static final URI STITCH = URI.create("https://api.stitchdata.com");
    static final URI OPEN_METADATA = URI.create("http://localhost:8585/api");

    private static final String HTTPS_URL = "expected an https:// URL, or http:// for this machine itself";
    private static final int HIGHEST_PORT = 65535;

    private Urls() {}

    /** The {@code hostPort} of a section in its normal form, or {@code fallback} if it is absent or refused. */
    static URI read(Section section, Normaliser normaliser, URI fallback) {
        return section.text("hostPort", "a URL")
                .map(text -> {
                    try {
                        return normaliser.normalise(text.value(), section.environment::trusts);
                    } catch (Refused e) {
                        // only a URL without user name, query and fragment is sure to hold no password
                        String shown = text.written().matches("[^@?#]*") ? " " + text.quoted() : "";
                        section.refuse("hostPort", text.line(), text.path() + shown + " " + e.getMessage());
                        return fallback;
                    }
                })
                .orElse(fallback);
    }

    /**
     * The Stitch API without its version: no {@code /v4}, no slash at the end.
     *
     * @param trusted whether plain http may lead to a host
     */
    static URI stitch(String text, Predicate<String> trusted) throws Refused {
        URI uri = parse(text, trusted);
        return with(uri, trimmed(trimmed(uri.getRawPath()).replaceFirst("/v4$", "")));
    }

    /** The OpenMetadata API without its version: ends with {@code /api}. */
    static URI openMetadata(String text, Predicate<String> trusted) throws Refused {
        URI uri = parse(text, trusted);
        return with(uri, trimmed(trimmed(uri.getRawPath()).replaceFirst("/api(/v1)?$", "")) + "/api");
    }

    private static URI parse(String text, Predicate<String> trusted) throws Refused {
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new Refused("is no http or https URL: " + HTTPS_URL);
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawAuthority() != null && uri.getRawAuthority().contains("@")) {
            throw new Refused("has a user name in it: expected a URL without one");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new Refused("has a query or a fragment: expected a URL that ends with its path");
        }
        if (uri.getHost() == null && String.valueOf(uri.getRawAuthority()).contains("_")) {
            throw new Refused(
                    "has a host name with an underscore, which Java's networking does not take: expected another"
                            + " name or the address of the host");
        }
        if (uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > HIGHEST_PORT) {
            throw new Refused("has no valid host and port: " + HTTPS_URL);
        }
        if (scheme.equals("http") && !Loopback.isNamedBy(uri.getHost()) && !trusted.test(uri.getHost())) {
            throw new Refused("is plain http to another machine, where the token would travel in clear: " + HTTPS_URL
                    + ", or the host named in http.trustedHosts if nobody can listen on the way to it");
        }
        return uri;
    }

    private static URI uri(String text) throws Refused {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new Refused("is not a URL: " + HTTPS_URL);
        }
    }

    private static URI with(URI uri, String path) {
        return URI.create((uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT) + path);
    }

    private static String trimmed(String path) {
        return path.replaceFirst("/+$", "");
    }

    /** One of the ways to bring a URL into its normal form. */
    interface Normaliser {
        URI normalise(String text, Predicate<String> trusted) throws Refused;
    }

    /** Completes a sentence that starts with the key; never quotes the URL, which may hold a password. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }
}
