package io.github.stitchopenmetadata.http;

import java.util.Optional;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.Credentials;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Leads each request by the proxy that {@link Proxies} choose for its server, and lets it log in there. */
final class ProxyRoutes extends DefaultRoutePlanner implements CredentialsProvider {

    private final Proxies proxies;
    private volatile Proxies.Proxy last;

    ProxyRoutes(Proxies proxies) {
        super(null);
        this.proxies = proxies;
    }

    @Override
    protected HttpHost determineProxy(HttpHost server, HttpContext context) throws HttpException {
        try {
            Optional<Proxies.Proxy> proxy = proxies.to(server.getSchemeName(), server.getHostName());
            proxy.ifPresent(chosen -> last = chosen);
            return proxy.map(chosen -> new HttpHost("http", chosen.host(), chosen.port()))
                    .orElse(null);
        } catch (IllegalArgumentException refused) {
            throw new HttpException(refused.getMessage());
        }
    }

    /** Only the proxy is logged in to: servers get their token in a header. */
    @Override
    public Credentials getCredentials(AuthScope asking, HttpContext context) {
        Proxies.Proxy proxy = last;
        return proxy != null
                        && proxy.user() != null
                        && proxy.host().equalsIgnoreCase(asking.getHost())
                        && proxy.port() == asking.getPort()
                ? new UsernamePasswordCredentials(proxy.user(), proxy.password().toCharArray())
                : null;
    }
}
