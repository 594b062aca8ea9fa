package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HTTPS_PROXY", "http://proxy.example:3128",
            "http_proxy", "proxy.example:8080",
            "NO_PROXY", "localhost,.inside.example, catalog.example,10.0.0.0/8,*.wild.example");

    private static String to(
            String setting,
            Map<String, String> properties,
            Map<String, String> environment,
            String scheme,
            String host) {
        return new Proxies(setting, properties::get, environment::get)
                .to(scheme, host)
                .map(Proxies.Proxy::toString)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "https, api.stitchdata.com, proxy.example:3128",
        "http, other.example, proxy.example:8080",
        "https, a.inside.example, none",
        "https, inside.example, none",
        "https, catalog.example, none",
        "https, sub.catalog.example, none",
        "https, notcatalog.example, proxy.example:3128",
        "https, x.wild.example, none",
        "https, 10.1.2.3, none",
        "https, 11.1.2.3, proxy.example:3128",
        "https, localhost, none",
        "http, 127.0.0.1, none",
        "https, [::1], none"
    })
    void readsTheEnvironmentAsOtherToolsDo(String scheme, String host, String proxy) {
        assertThat(to("", Map.of(), ENVIRONMENT, scheme, host)).isEqualTo(proxy);
    }

    @ParameterizedTest
    @CsvSource({
        "https, api.stitchdata.com, java.example:8443",
        "http, other.example, proxy.example:8080",
        "https, a.inside.java, none",
        "https, localhost, none"
    })
    void takesJavasOwnPropertiesFirst(String scheme, String host, String proxy) {
        Map<String, String> properties = Map.of(
                "https.proxyHost", "java.example", "https.proxyPort", "8443", "http.nonProxyHosts", "*.java|10.*");

        assertThat(to("", properties, ENVIRONMENT, scheme, host)).isEqualTo(proxy);
    }

    @Test
    void takesTheSettingBeforeAllOthersButNeverForThisMachine() {
        assertThat(to("http://own.example:1", Map.of(), ENVIRONMENT, "https", "catalog.example"))
                .isEqualTo("own.example:1");
        assertThat(to("none", Map.of(), ENVIRONMENT, "https", "api.stitchdata.com"))
                .isEqualTo("none");
        assertThat(to("http://own.example:1", Map.of(), Map.of(), "http", "127.0.0.1"))
                .isEqualTo("none");
        assertThat(to("", Map.of(), Map.of(), "https", "api.stitchdata.com")).isEqualTo("none");
    }

    @Test
    void readsALogin() {
        Optional<Proxies.Proxy> proxy =
                new Proxies("http://me:p%40ss@own.example:1", name -> null, name -> null).to("https", "a.example");

        assertThat(proxy).get().satisfies(login -> {
            assertThat(login.user()).isEqualTo("me");
            assertThat(login.password()).isEqualTo("p@ss");
            assertThat(login.toString()).doesNotContain("p@ss");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "own.example:1",
                "https://own.example",
                "socks5://own.example:1",
                "http://",
                "http://u:s3cret@a b"
            })
    void refusesWhatIsNoProxyWithoutShowingIt(String address) {
        assertThat(Proxies.objection(address)).contains("http://").doesNotContain("s3cret");
        assertThatThrownBy(() -> to(address, Map.of(), Map.of(), "https", "a.example"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takesWhatIsBlank() {
        assertThat(Proxies.objection(" ")).isNull();
        assertThat(Proxies.objection("none")).isNull();
    }
}
