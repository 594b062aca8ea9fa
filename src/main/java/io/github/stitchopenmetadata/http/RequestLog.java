package io.github.stitchopenmetadata.http;

import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each request as one line at DEBUG: method, path, status, milliseconds since its turn. Query and headers are kept out of it. */
public final class RequestLog implements HttpClientConfigurer {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLog.class);

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("request-log", RequestLog::execute);
    }

    private static ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!LOG.isDebugEnabled()) {
            return chain.proceed(request, scope);
        }
        String path = OneLine.of(request.getPath().replaceFirst("\\?.*", ""));
        Object outcome = "no answer";
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            outcome = response.getCode();
            return response;
        } finally {
            LOG.debug(
                    "{} {}: {} in {} ms",
                    request.getMethod(),
                    path,
                    outcome,
                    CallTime.in(scope.clientContext).taken() / 1_000_000);
        }
    }
}
