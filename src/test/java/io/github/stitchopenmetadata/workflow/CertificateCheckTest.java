package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.stitchopenmetadata.support.SelfSigned;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateCheckTest {
    private static final String SERVER = "eu.yaml line 7: workflowConfig.openMetadataServerConfig.";

    @TempDir
    private static Path directory;

    private static String pem;

    @BeforeAll
    static void makeCertificates() throws Exception {
        pem = SelfSigned.forHost("dns:one", directory).pem();
        String key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
        Files.writeString(directory.resolve("ca.pem"), "# größe - of our own\n" + key + pem);
        Files.writeString(
                directory.resolve("two.pem"),
                pem + "\n" + SelfSigned.forHost("dns:two", directory).pem());
        Files.writeString(
                directory.resolve("none.pem"), "-----BEGIN PRIVATE KEY-----\n" + pem.replaceAll("-.*-\n", ""));
        Files.writeString(directory.resolve("broken.pem"), pem.replaceFirst("MI", "AA"));
        Files.write(directory.resolve("ca.der"), Base64.getMimeDecoder().decode(pem.replaceAll("-----.*-----", "")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "verifySSL: no-ssl",
                "verifySSL:",
                "verifySSL: validate",
                "verifySSL: validate, sslConfig: ",
                "verifySSL: validate, sslConfig: {caCertificate: }",
                "verifySSL: no-ssl, sslConfig: {caCertificate: no-such.pem}"
            })
    void leavesItToJava(String keys) {
        assertThat(read(keys).openMetadata().certificateCheck()).isEqualTo(CertificateCheck.OF_JAVA);
    }

    @Test
    void trustsTheCertificatesOfTheFile() throws Exception {
        CertificateCheck one = read("verifySSL: validate, sslConfig: {caCertificate: ca.pem}")
                .openMetadata()
                .certificateCheck();
        CertificateCheck two = read("verifySSL: VALIDATE, sslConfig: {caCertificate: '${DIR}/two.pem'}")
                .openMetadata()
                .certificateCheck();

        assertThat(one.ignored()).isFalse();
        assertThat(one.authorities()).singleElement().satisfies(certificate -> assertThat(pem)
                .isEqualTo("-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                .encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n"));
        assertThat(two.ignored()).isFalse();
        assertThat(two.authorities())
                .hasSize(2)
                .doesNotHaveDuplicates()
                .contains(one.authorities().toArray(X509Certificate[]::new));
        assertThat(read("verifySSL: validate, sslConfig: {caCertificate: ca.pem}")
                        .warnings())
                .isEmpty();
    }

    @Test
    void checksNothingWhereItIsToldSo() {
        CertificateCheck check = read("verifySSL: ignore, sslConfig: {caCertificate: no-such.pem}")
                .openMetadata()
                .certificateCheck();

        assertThat(check.ignored()).isTrue();
        assertThat(check.authorities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
        verifySSL: yes                                          | verifySSL is "yes": expected no-ssl or ignore or validate
        verifySSL: validate, sslConfig: ca.pem                  | sslConfig is text: expected a mapping
        verifySSL: validate, sslConfig: {caCertificate: no.pem} | sslConfig.caCertificate "no.pem" does not exist: expected a PEM file with the certificate of the authority that signed the server's
        verifySSL: validate, sslConfig: {caCertificate: .}      | sslConfig.caCertificate "." is a directory: expected a PEM file with the certificate of the authority that signed the server's
        verifySSL: validate, sslConfig: {caCertificate: none.pem} | sslConfig.caCertificate "none.pem" holds no certificate: expected a PEM file with the certificate of the authority that signed the server's
        verifySSL: validate, sslConfig: {caCertificate: broken.pem} | sslConfig.caCertificate "broken.pem" holds a certificate that cannot be read: expected a PEM file with the certificate of the authority that signed the server's
        verifySSL: validate, sslConfig: {caCertificate: ca.der} | sslConfig.caCertificate "ca.der" is not UTF-8 text: expected a PEM file with the certificate of the authority that signed the server's
        verifySSL: validate, sslConfig: {caCertificate: "a\\0b"} | sslConfig.caCertificate "a b" is no valid file name: expected a PEM file with the certificate of the authority that signed the server's
        """)
    void refusesWhatCannotBeFollowed(String keys, String problem) {
        ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, () -> read(keys));

        assertThat(refusal.problems()).containsExactly(SERVER + problem);
    }

    @Test
    void readsTheSettingsOfASingleAccountAlike() {
        Map<String, String> settings = Map.of(
                "stitch.serviceName",
                "stitch",
                "stitch.token",
                "a",
                "openmetadata.jwtToken",
                "b",
                "openmetadata.verifySSL",
                "validate",
                "openmetadata.sslConfig.caCertificate",
                "two.pem");

        assertThat(new WorkflowSettings(name -> null, directory)
                        .fromSettings(settings)
                        .openMetadata()
                        .certificateCheck()
                        .authorities())
                .hasSize(2);
    }

    private static Workflow read(String keys) {
        return new WorkflowReader(Map.of("DIR", directory.toString())::get, directory)
                .read(
                        "eu.yaml",
                        """
                source:
                  type: stitch
                  serviceName: stitch
                  serviceConnection: {config: {token: a}}
                workflowConfig:
                  openMetadataServerConfig:
                    {securityConfig: {jwtToken: b}, %s}
                """
                                .formatted(keys));
    }
}
