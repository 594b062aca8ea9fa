package io.github.stitchopenmetadata.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {

    private final Guard local = new Guard(true, "127.0.0.1", "", "");
    private final Guard open = new Guard(true, "0.0.0.0", "secret", "");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8990", "127.0.0.2:8990", "localhost:8990", "localhost", "[::1]:8990"})
    void admitsWhoAsksThisMachine(String host) {
        assertThatCode(() -> local.admit(Map.of("host", host))).doesNotThrowAnyException();
        assertThatCode(() -> local.admit(Map.of("Host", host, "Origin", "http://" + host)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example:8990",
                "127.0.0.1.evil.example",
                "localhost.evil.example:8990",
                "127.0.0.1:8990@evil.example",
                ""
            })
    void refusesNamesThatOnlyLeadHere(String host) {
        assertThat(refusal(local, Map.of("Host", host))).isEqualTo(403);
    }

    @Test
    void refusesARequestForNobody() {
        assertThat(refusal(local, Map.of())).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "http://127.0.0.1:9000", "http://127.0.0.1:8990.evil.example", ""
            })
    void refusesPagesOfOtherSitesWhateverTheySend(String origin) {
        assertThat(refusal(local, Map.of("Host", "127.0.0.1:8990", "Origin", origin)))
                .isEqualTo(403);
        assertThat(refusal(open, Map.of("Host", "stitch.example", "Origin", origin, "Authorization", "Bearer secret")))
                .isEqualTo(403);
    }

    @ParameterizedTest
    // the others are ":secret" and "me:secret"
    @ValueSource(strings = {"Bearer secret", "bearer secret", "Basic OnNlY3JldA==", "Basic bWU6c2VjcmV0"})
    void admitsTheTokenFromAnywhere(String authorization) {
        assertThatCode(() -> open.admit(Map.of("Host", "stitch.example", "authorization", authorization)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    // the last two are "me:other" and "secret"
    @CsvSource({
        "Bearer",
        "Bearer other",
        "Bearer secret2",
        "Bearer secre",
        "secret",
        "Digest secret",
        "Basic %%%",
        "Basic bWU6b3RoZXI=",
        "''"
    })
    void refusesAnythingElse(String authorization) {
        assertThat(refusal(open, Map.of("Host", "stitch.example", "Authorization", authorization)))
                .isEqualTo(401);
        assertThat(refusal(open, Map.of("Host", "127.0.0.1"))).isEqualTo(401);
    }

    @Test
    void asksForATokenOnThisMachineTooWhereThereIsOne() {
        assertThat(refusal(new Guard(true, "localhost", "secret", ""), Map.of("Host", "localhost")))
                .isEqualTo(401);
    }

    @Test
    void readsTheTokenFromAFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "secret\n");

        assertThatCode(() ->
                        new Guard(true, "0.0.0.0", "", file.toString()).admit(Map.of("Authorization", "Bearer secret")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        new Guard(true, "127.0.0.1", "", folder.resolve("none").toString()))
                .hasMessageContaining("management.tokenFile")
                .hasMessageContaining("does not exist");
        assertThatThrownBy(() -> new Guard(
                        true,
                        "127.0.0.1",
                        "",
                        Files.writeString(folder.resolve("empty"), "\n").toString()))
                .hasMessageContaining("management.tokenFile")
                .hasMessageContaining("is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no.such.host.invalid"})
    void letsNobodyListenForOthersWithoutAToken(String host) {
        assertThatThrownBy(() -> new Guard(true, host, " ", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("management.host is \"" + host + "\"", "management.token", "127.0.0.1");
        assertThatCode(() -> new Guard(false, host, "", "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.1.1", "::1", "[::1]"})
    void listensForThisMachineWithoutAToken(String host) {
        assertThatCode(() -> new Guard(true, host, "", "")).doesNotThrowAnyException();
    }

    private static int refusal(Guard guard, Map<String, Object> headers) {
        NotAdmittedException refused =
                catchThrowableOfType(NotAdmittedException.class, () -> guard.admit(new HashMap<>(headers)));
        assertThat(refused).isNotNull();
        assertThat(refused.getMessage()).doesNotContain("secret");
        return refused.getStatus();
    }
}
