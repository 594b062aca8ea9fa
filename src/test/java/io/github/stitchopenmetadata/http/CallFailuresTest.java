package io.github.stitchopenmetadata.http;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.CamelExchangeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallFailuresTest {

    private static final URI SOURCES = URI.create("https://api.stitchdata.com/v4/sources?page=2&token=tok-1");

    private final CallFailures failures =
            new CallFailures(Clock.fixed(Instant.parse("2024-02-03T04:05:06Z"), ZoneOffset.UTC));

    private CallFailedException failed(Side side, URI uri, Exception cause) {
        return failures.failure(side, uri, Credential.OF_WORKFLOW, cause);
    }

    private CallFailedException answered(int status, String body, String retryAfter) {
        return failed(Side.STITCH, SOURCES, new RefusedException(status, body, retryAfter, null));
    }

    @Test
    void namesTheSideThePathTheStatusAndTheServersWords() {
        CallFailedException failure =
                answered(400, "{\"error\": \"InvalidId\", \"data\": {\"message\": \"no such source\"}}", null);

        assertThat(failure)
                .hasMessageContainingAll("Stitch /v4/sources: ", "400", "\"no such source\"")
                .hasCauseInstanceOf(RefusedException.class);
        assertThat(failure.getSide()).isEqualTo(Side.STITCH);
        assertThat(failure.getStatus()).isEqualTo(400);
        assertThat(failure.getRetryAfter()).isEmpty();
        assertThat(failure.isSent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STITCH       | 400 | 400",
                "STITCH       | 401 | source.serviceConnection.config.token",
                "OPENMETADATA | 401 | workflowConfig.openMetadataServerConfig.securityConfig.jwtToken",
                "OPENMETADATA | 403 | permission",
                "STITCH       | 302 | hostPort",
                "STITCH       | 500 | 500"
            })
    void saysWhatToDo(Side side, int status, String advice) {
        CallFailedException failure =
                failed(side, URI.create("https://host.example/x"), new RefusedException(status, "", null, null));

        assertThat(failure).hasMessageContainingAll(side + " /x: ", Integer.toString(status), advice);
        assertThat(failure.getProblem()).startsWith(side + " /x: ").endsWith(Integer.toString(status));
        assertThat(failure.reason()).startsWith(side + ": ").contains(Integer.toString(status), advice);
    }

    @ParameterizedTest
    @CsvSource({
        "200, false, false",
        "302, false, false",
        "400, false, false",
        "401, false, true",
        "403, false, false",
        "404, false, false",
        "408, true, false",
        "409, false, false",
        "429, true, false",
        "500, true, false",
        "501, false, false",
        "502, true, false",
        "503, true, false",
        "504, true, false",
        "505, false, false"
    })
    void knowsWhatMayHeal(int status, boolean heals, boolean refused) {
        CallFailedException failure = answered(status, "", null);

        assertThat(failure.isTransient()).isEqualTo(heals);
        assertThat(failure.isRefused()).isEqualTo(refused);
        assertThat(failure.isAbsent()).isEqualTo(status == 404);
        assertThat(failure.isFinal()).isEqualTo(!heals && !refused);
    }

    /** Ours may be wrong by hours. */
    @Test
    void takesTheServersOwnClockForATimeThatItNames() {
        Instant answered = Instant.parse("1994-11-06T08:49:37Z");
        CallFailedException failure =
                failed(Side.STITCH, SOURCES, new RefusedException(503, "", "Sun, 06 Nov 1994 08:49:47 GMT", answered));

        assertThat(failure.getRetryAfter()).contains(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'Sat, 03 Feb 2024 04:06:06 GMT', 60"})
    void passesOnHowLongTheServerAsksToWait(String retryAfter, long seconds) {
        assertThat(answered(429, "", retryAfter).getRetryAfter()).contains(Duration.ofSeconds(seconds));
    }

    static Stream<Arguments> networkFaults() {
        return Stream.of(
                Arguments.of(new UnknownHostException("api.stitchdata.com"), "host api.stitchdata.com · hostPort"),
                Arguments.of(new ConnectTimeoutException("x"), "connection · api.stitchdata.com:8443 · in time"),
                Arguments.of(new ConnectException("refused"), "api.stitchdata.com:8443 · hostPort"),
                Arguments.of(new NoRouteToHostException(), "api.stitchdata.com:8443 · hostPort"),
                Arguments.of(
                        new CallTimeoutException(1500, null), "api.stitchdata.com:8443 · 1.5 s · http.call.timeout"),
                Arguments.of(new SocketTimeoutException("read"), "api.stitchdata.com:8443 · answer in time"),
                Arguments.of(
                        new SSLHandshakeException("expired\ncertificate"),
                        "secure connection · api.stitchdata.com:8443 · expired certificate"),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: protocol_version"),
                        "secure connection · protocol_version · neither TLS 1.2 nor 1.3"),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "secure connection · does not speak TLS there · http://"),
                Arguments.of(
                        new SocketException("Connection reset"), "api.stitchdata.com:8443 · broke · Connection reset"),
                Arguments.of(new IOException(), "api.stitchdata.com:8443 · broke"),
                Arguments.of(
                        new CamelExchangeException("wrapped", null, new IllegalStateException(new ConnectException())),
                        "api.stitchdata.com:8443 · hostPort"));
    }

    /** A check says what to do in its own words. */
    @Test
    void tellsTheProblemWithoutWhatToDo() {
        URI uri = URI.create("https://host.example/x");

        assertThat(failed(Side.STITCH, uri, new ConnectException()).getProblem())
                .contains("Stitch /x: ", "host.example")
                .doesNotContain("hostPort");
        assertThat(failed(Side.STITCH, uri, new UnknownHostException()).getProblem())
                .contains("Stitch /x: ", "no such host", "host.example")
                .doesNotContain("hostPort");
        assertThat(failed(Side.OPENMETADATA, uri, new SSLPeerUnverifiedException("not for <host>"))
                        .getProblem())
                .startsWith("OpenMetadata /x: ")
                .endsWith("not for <host>");
        assertThat(failed(Side.STITCH, uri, new CertificateRefused()).getProblem())
                .as("says which setting it is")
                .contains("trust store");
    }

    /** What cannot have reached the server may be repeated even where it must not be done twice. */
    @Test
    void knowsWhatCannotHaveReachedTheServer() {
        assertThat(Stream.of(
                        new UnknownHostException(),
                        new ConnectTimeoutException("x"),
                        new ConnectException(),
                        new NoRouteToHostException(),
                        new SSLHandshakeException("x"),
                        new SSLPeerUnverifiedException("x"),
                        new CertificateRefused()))
                .noneMatch(cause -> failed(Side.STITCH, SOURCES, cause).isSent());
        assertThat(Stream.of(
                        new CallTimeoutException(1500, null),
                        new SocketTimeoutException("read"),
                        new SocketException("Connection reset"),
                        new SSLException("Tag mismatch"),
                        new IOException(),
                        new RefusedException(503, "", null, null)))
                .allMatch(cause -> failed(Side.STITCH, SOURCES, cause).isSent());
    }

    private static final class CertificateRefused extends SSLHandshakeException {

        CertificateRefused() {
            super("PKIX");
            initCause(new CertificateException("PKIX"));
        }
    }

    @ParameterizedTest
    @MethodSource("networkFaults")
    void explainsWhyThereWasNoAnswer(Exception cause, String facts) {
        CallFailedException failure =
                failed(Side.STITCH, URI.create("https://api.stitchdata.com:8443/v4/sources"), cause);

        assertThat(failure).hasMessageStartingWith("Stitch /v4/sources: ").hasCause(cause);
        assertThat(failure.getMessage()).satisfies(telling(facts));
        assertThat(failure.getStatus()).isEqualTo(CallFailedException.NO_ANSWER);
        assertThat(failure.isTransient()).isTrue();
    }

    static Stream<Arguments> refusedCertificates() {
        Exception untrusted = new SSLHandshakeException("PKIX path building failed: of many words");
        untrusted.initCause(new CertificateException("PKIX", new IllegalStateException("no valid\npath")));
        Exception expired = new SSLHandshakeException("PKIX path validation failed");
        expired.initCause(new CertificateException("PKIX", new CertificateExpiredException("NotAfter: Mon")));
        Exception early = new SSLHandshakeException("PKIX path validation failed");
        early.initCause(new CertificateNotYetValidException("NotBefore: Mon"));
        return Stream.of(
                Arguments.of(Side.STITCH, expired, "NotAfter: Mon · has expired · renewed"),
                Arguments.of(Side.OPENMETADATA, early, "NotBefore: Mon · not valid yet · clock"),
                Arguments.of(
                        Side.OPENMETADATA,
                        untrusted,
                        "no valid path · openMetadataServerConfig.verifySSL · sslConfig.caCertificate"),
                Arguments.of(Side.STITCH, new IllegalStateException(untrusted), "no valid path · trust store"),
                Arguments.of(
                        Side.OPENMETADATA,
                        new SSLPeerUnverifiedException("not for <host>"),
                        "not for <host> · hostPort"));
    }

    @ParameterizedTest
    @MethodSource("refusedCertificates")
    void doesNotRepeatACallWhoseCertificateIsRefused(Side side, Exception cause, String facts) {
        CallFailedException failure = failed(side, URI.create("https://host.example/x"), cause);

        assertThat(failure).hasMessageStartingWith(side + " /x: ").hasCause(cause);
        assertThat(failure.getMessage()).satisfies(telling("secure connection", "host.example", facts));
        assertThat(failure.getStatus()).isEqualTo(CallFailedException.NO_ANSWER);
        assertThat(failure.isTransient()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\": [", "<html>", "[] []", "un\u001bknown", ""})
    void repeatsACallWhoseAnswerIsNoJson(String body) {
        Exception invalid =
                catchThrowableOfType(JsonProcessingException.class, () -> Json.MAPPER.readValue(body, Map.class));

        CallFailedException failure =
                failed(Side.OPENMETADATA, URI.create("http://localhost:8585/api/v1/tables"), invalid);

        assertThat(failure.getMessage())
                .startsWith("OpenMetadata /api/v1/tables: ")
                .contains("JSON")
                .doesNotContain("\u001b", "\n");
        assertThat(failure.isTransient()).isTrue();
    }

    @Test
    void doesNotRepeatWhatFailedOnThisSide() {
        CallFailedException failure = failed(Side.STITCH, SOURCES, new IllegalStateException("no route"));

        assertThat(failure).hasMessage("Stitch /v4/sources: no route");
        assertThat(failure.isTransient()).isFalse();
        assertThat(failed(Side.STITCH, SOURCES, new IllegalStateException()))
                .hasMessage("Stitch /v4/sources: IllegalStateException");
    }

    @Test
    void tellsNeitherTokensNorTheQueryNorControlCharacters() {
        URI uri = URI.create("https://user:pw-2@api.stitchdata.com/v4/a%1B%5B31m%0Ab?token=tok-1");

        CallFailedException failure =
                failed(Side.STITCH, uri, new RefusedException(500, "\u001b[2Jgone\r\nwrong\u009b1m", "tok-3", null));

        assertThat(failure.getMessage())
                .doesNotContain("tok-", "pw-2", "?")
                .doesNotContainPattern("\\p{Cc}")
                .contains("Stitch /v4/a [31m b: ", "500", "\" [2Jgone wrong 1m\"");
    }
}
