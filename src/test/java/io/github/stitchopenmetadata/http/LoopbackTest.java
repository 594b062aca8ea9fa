package io.github.stitchopenmetadata.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost",
                "127.0.0.1",
                "127.255.0.9",
                "::1",
                "[::1]",
                "0:0:0:0:0:0:0:1",
                "[0000:0000:0000:0000:0000:0000:0000:0001]"
            })
    void knowsThisMachine(String host) {
        assertThat(Loopback.isNamedBy(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0.0.0.0",
                "::",
                "10.0.0.1",
                "128.0.0.1",
                "127.0.0",
                "127.0.0.256",
                "127.0.0.1.example.com",
                "localhost.example.com",
                "my-localhost",
                "1::1",
                "[::1",
                "::ffff:127.0.0.1",
                "localhost:80"
            })
    void takesNothingElseForIt(String host) {
        assertThat(Loopback.isNamedBy(host)).isFalse();
    }
}
