package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlsTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.stitchdata.com,           https://api.stitchdata.com",
        "https://api.stitchdata.com/,          https://api.stitchdata.com",
        "https://api.stitchdata.com/v4,        https://api.stitchdata.com",
        "https://api.stitchdata.com/v4//,      https://api.stitchdata.com",
        "https://API.stitchdata.com//v4/,      https://api.stitchdata.com",
        "HTTPS://proxy.example:8443/Stitch/v4, https://proxy.example:8443/Stitch",
        "https://proxy.example/av4,            https://proxy.example/av4",
        "https://proxy.example/a%20b/v4,       https://proxy.example/a%20b",
        "http://localhost:1234,                http://localhost:1234",
        "http://127.1.2.3/v4,                  http://127.1.2.3",
        "http://[::1]:80/v4,                   http://[::1]:80",
        "http://[0:0:0:0:0:0:0:1],             http://[0:0:0:0:0:0:0:1]",
    })
    void normalisesStitch(String text, String expected) throws Exception {
        assertThat(Urls.stitch(text, host -> false)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "https://om.example,               https://om.example/api",
        "https://om.example/,              https://om.example/api",
        "https://om.example/api,           https://om.example/api",
        "https://om.example/api///,        https://om.example/api",
        "https://om.example/api/v1,        https://om.example/api",
        "https://om.example/api/v1/,       https://om.example/api",
        "https://om.example/catalog,       https://om.example/catalog/api",
        "https://om.example/catalog/api/,  https://om.example/catalog/api",
        "https://om.example/myapi,         https://om.example/myapi/api",
    })
    void normalisesOpenMetadata(String text, String expected) throws Exception {
        assertThat(Urls.openMetadata(text, host -> false)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.stitchdata.com",
                "http://10.0.0.1",
                "http://0.0.0.0",
                "http://127.0.0.1.example.com",
                "http://localhost.example.com",
                "http://[::2]",
                "http://[1::1]",
                "http://[::ffff:127.0.0.1]",
                "HTTP://om/api",
            })
    void keepsTokensOffPlainHttp(String text) {
        assertThatThrownBy(() -> Urls.stitch(text, host -> false)).hasMessageContainingAll("plain http", "https://");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://me@host          | has a user name in it",
                "https://me:pw@host       | has a user name in it",
                "https://me:pw@ho_st      | has a user name in it",
                "https://host?a=b         | has a query or a fragment",
                "https://host/v4#top      | has a query or a fragment",
                "https:///v4              | has no valid host and port",
                "https:v4                 | has no valid host and port",
                "https://host:0           | has no valid host and port",
                "https://host:65536       | has no valid host and port",
                "https://ho_st            | underscore",
                "http://127.0.0.999       | has no valid host and port",
                "https://                 | is not a URL",
                "https://host/a b         | is not a URL",
                "ftp://host               | is no http or https URL",
                "api.stitchdata.com       | is no http or https URL",
                "localhost:8585/api       | is no http or https URL",
            })
    void refuses(String text, String message) {
        assertThatThrownBy(() -> Urls.openMetadata(text, host -> false)).hasMessageContaining(message);
    }
}
