package io.github.stitchopenmetadata.workflow;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Variable;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustAllTrustManager;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;

/** Puts into the registry what an http endpoint needs to check the certificate of a catalog in another way than Java does. */
public final class CatalogTls implements CamelContextAware {

    /** Workflows are read anew for every pass: the same check keeps its name, and so its endpoint with its connections. */
    private final Map<CertificateCheck, String> names = new ConcurrentHashMap<>();

    private final AtomicInteger registered = new AtomicInteger();
    private CamelContext camelContext;

    @Override
    public void setCamelContext(CamelContext context) {
        camelContext = context;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /**
     * @return what is added to the address of an endpoint, so that it checks the certificate of the run's catalog as the workflow
     *         says; "" where Java's own way will do
     */
    public String parameters(@Variable("run") WorkflowRun run) {
        CertificateCheck check = run.workflow().openMetadata().certificateCheck();
        if (check.equals(CertificateCheck.OF_JAVA)) {
            return "";
        }
        String name = names.computeIfAbsent(check, this::register);
        return "&sslContextParameters=#bean:" + name + "&x509HostnameVerifier=#bean:" + name + "-host";
    }

    private String register(CertificateCheck check) {
        String name = "catalog-tls-" + registered.incrementAndGet();
        SSLContextParameters parameters = new SSLContextParameters();
        if (check.ignored() || !check.authorities().isEmpty()) {
            TrustManagersParameters trusted = new TrustManagersParameters();
            trusted.setTrustManager(check.ignored() ? TrustAllTrustManager.INSTANCE : trusting(check.authorities()));
            parameters.setTrustManagers(trusted);
        }
        if (check.shown() != null) {
            parameters.setKeyManagers(showing(check.shown()));
        }
        camelContext.getRegistry().bind(name, parameters);
        camelContext
                .getRegistry()
                .bind(
                        name + "-host",
                        HostnameVerifier.class,
                        check.ignored() ? NoopHostnameVerifier.INSTANCE : new DefaultHostnameVerifier());
        return name;
    }

    /** The key manager holds the certificate in memory, under a password that nobody needs. */
    private static KeyManagersParameters showing(ClientCertificate certificate) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            char[] password = UUID.randomUUID().toString().toCharArray();
            store.setKeyEntry(
                    "client", certificate.key(), password, certificate.chain().toArray(X509Certificate[]::new));
            KeyStoreParameters held = new KeyStoreParameters();
            held.setKeyStore(store);
            KeyManagersParameters shown = new KeyManagersParameters();
            shown.setKeyStore(held);
            shown.setKeyPassword(String.valueOf(password));
            return shown;
        } catch (GeneralSecurityException | IOException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }

    private static TrustManager trusting(List<X509Certificate> authorities) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException everyJavaCan) {
            throw new IllegalStateException(everyJavaCan);
        }
    }
}
