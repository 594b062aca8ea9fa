package io.github.stitchopenmetadata.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which proxy leads to a server. In this order: the one of a setting; Java's own properties ({@code https.proxyHost}); the
 * environment, as OpenMetadata's ingestion and curl read it ({@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code NO_PROXY}). Never any
 * to this machine itself.
 */
public final class Proxies {

    /** A setting of this value asks for no proxy, whatever Java and the environment say. */
    private static final String NONE = "none";

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern NETWORK = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}");

    private final String setting;
    private final UnaryOperator<String> properties;
    private final UnaryOperator<String> environment;

    /**
     * A proxy, which is spoken to in plain HTTP: what goes to an https server is encrypted all the same.
     *
     * @param user null where it asks for none
     */
    public record Proxy(String host, int port, String user, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** @param setting the address of a proxy, {@code none}, or blank */
    public Proxies(String setting) {
        this(setting, System::getProperty, System::getenv);
    }

    Proxies(String setting, UnaryOperator<String> properties, UnaryOperator<String> environment) {
        this.setting = setting.strip();
        this.properties = properties;
        this.environment = environment;
    }

    /** @return why the address of a proxy cannot be used, for people, without quoting it; or null */
    public static String objection(String address) {
        try {
            if (!address.isBlank() && !address.strip().equalsIgnoreCase(NONE)) {
                parse(address.strip());
            }
            return null;
        } catch (IllegalArgumentException refused) {
            return refused.getMessage();
        }
    }

    /**
     * @param scheme http or https
     * @throws IllegalArgumentException for an address of a proxy that is none, with the name of where it stands
     */
    public Optional<Proxy> to(String scheme, String host) {
        if (Loopback.isNamedBy(host)) {
            return Optional.empty();
        }
        if (!setting.isEmpty()) {
            return setting.equalsIgnoreCase(NONE) ? Optional.empty() : Optional.of(parse(setting));
        }
        return Optional.ofNullable(properties.apply(scheme + ".proxyHost"))
                .filter(name -> !name.isBlank())
                .map(name -> ofJava(scheme, host, name.strip()))
                .orElseGet(() -> ofEnvironment(scheme, host));
    }

    private Optional<Proxy> ofJava(String scheme, String host, String proxy) {
        boolean excepted = Stream.of(Optional.ofNullable(properties.apply("http.nonProxyHosts"))
                        .orElse("")
                        .split("\\|"))
                .filter(pattern -> !pattern.isBlank())
                .anyMatch(pattern -> host.toLowerCase(Locale.ROOT)
                        .matches(Arrays.stream(
                                        pattern.strip().toLowerCase(Locale.ROOT).split("\\*", -1))
                                .map(Pattern::quote)
                                .reduce((before, after) -> before + ".*" + after)
                                .orElse("")));
        if (excepted) {
            return Optional.empty();
        }
        String port = Optional.ofNullable(properties.apply(scheme + ".proxyPort"))
                .map(String::strip)
                .orElse(scheme.equals("https") ? "443" : "80");
        if (!port.matches("\\d{1,5}")) {
            throw new IllegalArgumentException(scheme + ".proxyPort is no port");
        }
        return Optional.of(new Proxy(
                proxy,
                Integer.parseInt(port),
                properties.apply(scheme + ".proxyUser"),
                properties.apply(scheme + ".proxyPassword")));
    }

    private Optional<Proxy> ofEnvironment(String scheme, String host) {
        return variable(scheme + "_proxy")
                .or(() -> variable("all_proxy"))
                .filter(address -> !isExcepted(host))
                .map(address -> {
                    try {
                        return parse(address.contains("://") ? address : "http://" + address);
                    } catch (IllegalArgumentException refused) {
                        throw new IllegalArgumentException(
                                scheme.toUpperCase(Locale.ROOT) + "_PROXY in the environment " + refused.getMessage());
                    }
                });
    }

    /** Whether {@code NO_PROXY} names the host: itself, a domain that it is in, a network, or {@code *} for all. */
    private boolean isExcepted(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return Stream.of(variable("no_proxy").orElse("").split(","))
                .map(item -> item.strip().toLowerCase(Locale.ROOT).replaceFirst(":\\d+$", ""))
                .filter(item -> !item.isEmpty())
                .anyMatch(item -> item.equals("*")
                        || name.equals(item.replaceFirst("^\\*?\\.", ""))
                        || name.endsWith("." + item.replaceFirst("^\\*?\\.", ""))
                        || (NETWORK.matcher(item).matches() && isIn(item, name)));
    }

    private static boolean isIn(String network, String host) {
        if (!host.matches("[\\d.]+")) {
            return false;
        }
        String[] parts = network.split("/");
        int bits = Integer.parseInt(parts[1]);
        long mask = bits == 0 ? 0 : -1L << (32 - Math.min(bits, 32));
        try {
            return (address(parts[0]) & mask) == (address(host) & mask);
        } catch (UnknownHostException none) {
            return false;
        }
    }

    /** No name server is asked: it is one in digits. */
    private static long address(String digits) throws UnknownHostException {
        long address = 0;
        for (byte part : InetAddress.getByName(digits).getAddress()) {
            address = address << 8 | part & 0xff;
        }
        return address;
    }

    /** Small letters win over capitals, as in curl. */
    private Optional<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(environment)
                .filter(value -> value != null && !value.isBlank())
                .map(String::strip)
                .findFirst();
    }

    private static Proxy parse(String address) {
        try {
            URI uri = new URI(address);
            if (!"http".equalsIgnoreCase(uri.getScheme())
                    || uri.getHost() == null
                    || uri.getPort() > HIGHEST_PORT
                    || uri.getPort() == 0) {
                throw new IllegalArgumentException("is no address of a proxy: expected http://HOST:PORT or"
                        + " http://USER:PASSWORD@HOST:PORT (the traffic to an https server is encrypted through it)");
            }
            String[] login = uri.getUserInfo() == null
                    ? new String[0]
                    : uri.getUserInfo().split(":", 2);
            return new Proxy(
                    uri.getHost(),
                    uri.getPort() < 0 ? 80 : uri.getPort(),
                    login.length == 0 ? null : login[0],
                    login.length < 2 ? "" : login[1]);
        } catch (URISyntaxException strange) {
            throw new IllegalArgumentException(
                    "is no address of a proxy: expected http://HOST:PORT; a user or a password with other letters than"
                            + " digits and those of English is written with %XX");
        }
    }
}
