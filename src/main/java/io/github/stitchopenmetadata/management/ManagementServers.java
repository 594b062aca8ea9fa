package io.github.stitchopenmetadata.management;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.HttpServerConfigurationProperties;
import org.apache.camel.main.MainHttpServerFactory;

/** What Camel's main makes its management server with: ours, because the options of Camel's own cannot be set. */
public final class ManagementServers implements MainHttpServerFactory {

    @Override
    public Service newHttpServer(CamelContext context, HttpServerConfigurationProperties settings) {
        throw new UnsupportedOperationException("camel.server.enabled: there is only management.enabled");
    }

    @Override
    public Service newHttpManagementServer(CamelContext context, HttpManagementServerConfigurationProperties settings) {
        return new ManagementServer(settings.getHost(), settings.getPort());
    }
}
