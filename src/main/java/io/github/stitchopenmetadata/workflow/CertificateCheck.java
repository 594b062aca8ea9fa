package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.TextFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * How the certificate of an https server is checked.
 *
 * @param ignored whether anything is accepted, whatever the certificate and the host name in it
 * @param authorities the certificates that vouch for the server; none stands for those in Java's trust store
 * @param shown what is shown to the server in turn, null for nothing
 */
public record CertificateCheck(boolean ignored, List<X509Certificate> authorities, ClientCertificate shown) {
    /** As Java does it without being told. */
    public static final CertificateCheck OF_JAVA = new CertificateCheck(false, List.of(), null);

    private static final String CA_CERTIFICATE = "caCertificate";
    private static final String PEM = "a PEM file with the certificate of the authority that signed the server's";

    public CertificateCheck {
        authorities = List.copyOf(authorities);
    }

    /** Reads {@code verifySSL} and {@code sslConfig}; the files they name are relative to {@code directory}. */
    static CertificateCheck from(Section server, Path directory) {
        String verify = Values.oneOf(server, "verifySSL", "no-ssl", "ignore", "validate")
                .orElse("no-ssl");
        Section ssl = server.section("sslConfig");
        Optional<Text> file = ssl.text(CA_CERTIFICATE, PEM);
        ClientCertificate shown = ClientCertificate.from(ssl, directory);
        if (verify.equals("validate")) {
            return new CertificateCheck(
                    false, file.map(name -> certificates(ssl, name, directory)).orElse(List.of()), shown);
        }
        file.ifPresent(name ->
                ssl.problems.warning(name.line(), name.path() + " has no effect here: it takes verifySSL: validate"));
        if (verify.equals("ignore")) {
            server.problems.warning(
                    server.line("verifySSL"),
                    server.path("verifySSL") + " is ignore: neither certificate nor host name"
                            + " is checked, and whoever answers in place of the server gets the token");
            return new CertificateCheck(true, List.of(), shown);
        }
        return new CertificateCheck(false, List.of(), shown);
    }

    private static List<X509Certificate> certificates(Section ssl, Text name, Path directory) {
        String problem;
        try {
            return PemFile.certificates(directory, name.value());
        } catch (InvalidPathException e) {
            problem = "is no valid file name";
        } catch (TextFile.Unreadable e) {
            problem = e.getMessage();
        }
        ssl.refuse(
                CA_CERTIFICATE, name.line(), name.path() + " " + name.quoted() + " " + problem + ": expected " + PEM);
        return List.of();
    }
}
