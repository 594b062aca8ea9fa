package io.github.stitchopenmetadata.workflow;

import io.github.stitchopenmetadata.text.TextFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What is shown to an https server that asks who is calling.
 *
 * @param chain the certificate, then those that vouch for it
 */
public record ClientCertificate(List<X509Certificate> chain, PrivateKey key) {
    private static final String CERTIFICATE = "a PEM file with the certificate that is shown to the server";
    private static final String KEY = "a PEM file with the private key of that certificate";

    public ClientCertificate {
        chain = List.copyOf(chain);
    }

    /** Reads {@code sslCertificate} and {@code sslKey}; null where neither is given. */
    static ClientCertificate from(Section ssl, Path directory) {
        Optional<Text> certificate = ssl.text("sslCertificate", CERTIFICATE);
        Optional<Text> key = ssl.text("sslKey", KEY);
        if (certificate.isEmpty() && key.isEmpty()) {
            return null;
        }
        if (certificate.isEmpty() || key.isEmpty()) {
            ssl.missing(certificate.isEmpty() ? "sslCertificate" : "sslKey", certificate.isEmpty() ? CERTIFICATE : KEY);
            return null;
        }
        List<X509Certificate> chain = read(
                ssl, "sslCertificate", certificate.get(), CERTIFICATE, pem -> PemFile.certificates(directory, pem));
        PrivateKey read = read(ssl, "sslKey", key.get(), KEY, pem -> PemFile.key(directory, pem));
        return chain == null || read == null ? null : new ClientCertificate(chain, read);
    }

    private interface Reading<T> {
        T of(String pem) throws TextFile.Unreadable;
    }

    /** @return null where it is refused */
    private static <T> T read(Section ssl, String key, Text text, String expected, Reading<T> reading) {
        String problem;
        try {
            return reading.of(text.value());
        } catch (InvalidPathException e) {
            problem = "is no valid file name";
        } catch (TextFile.Unreadable e) {
            problem = e.getMessage();
        }
        // may be a key, and not the name of a file
        ssl.refuse(key, text.line(), text.path() + " " + problem + ": expected " + expected);
        return null;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "a client certificate";
    }
}
