package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.TextFile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the certificates of a PEM file; keys and comments between them are passed over. */
final class PemFile {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    private PemFile() {}

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(?<body>[A-Za-z0-9+/=\\s]*)-----END PRIVATE KEY-----");

    /**
     * Reads a file that is named, or PEM in the place of a name.
     *
     * @return at least one certificate
     * @throws TextFile.Unreadable with words that complete a sentence that starts with the file's name
     */
    static List<X509Certificate> certificates(Path directory, String fileOrPem) throws TextFile.Unreadable {
        return certificates(text(directory, fileOrPem));
    }

    /** Returns the private key; an {@link TextFile.Unreadable} completes a sentence that starts with the file's name. */
    static PrivateKey key(Path directory, String fileOrPem) throws TextFile.Unreadable {
        Matcher pem = KEY.matcher(text(directory, fileOrPem));
        if (!pem.find()) {
            throw new TextFile.Unreadable(
                    "holds no key in the form BEGIN PRIVATE KEY, which openssl pkcs8 -topk8 -nocrypt makes of others",
                    null);
        }
        byte[] key = Base64.getMimeDecoder().decode(pem.group("body"));
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (GeneralSecurityException other) {
                // of another algorithm
            }
        }
        throw new TextFile.Unreadable("holds a private key that cannot be read", null);
    }

    private static String text(Path directory, String fileOrPem) throws TextFile.Unreadable {
        return fileOrPem.contains("-----BEGIN ") ? fileOrPem : TextFile.read(directory.resolve(fileOrPem));
    }

    private static List<X509Certificate> certificates(String text) throws TextFile.Unreadable {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher certificate = CERTIFICATE.matcher(text);
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
