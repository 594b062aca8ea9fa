package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.TextFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificates of a PEM file; keys and comments between them are passed over. */
final class PemFile {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    private PemFile() {}

    /** Returns at least one certificate; an {@link TextFile.Unreadable} completes a sentence that starts with the file's name. */
    static List<X509Certificate> certificates(Path path) throws TextFile.Unreadable {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher certificate = CERTIFICATE.matcher(TextFile.read(path));
        while (certificate.find()) {
            certificates.add(certificate(certificate.group()));
        }
        if (certificates.isEmpty()) {
            throw new TextFile.Unreadable("holds no certificate", null);
        }
        return certificates;
    }

    private static X509Certificate certificate(String pem) throws TextFile.Unreadable {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (CertificateException e) {
            throw new TextFile.Unreadable("holds a certificate that cannot be read", e);
        }
    }
}
