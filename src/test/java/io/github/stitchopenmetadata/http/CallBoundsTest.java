package io.github.stitchopenmetadata.http;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.stitchopenmetadata.support.Patience;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CallBoundsTest {

    @RegisterExtension
    static final WireMockExtension SERVER = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    /** The client then finds that it has no connection any more, which it does not expect. */
    @Test
    void tellsOfTheTimeAlsoWhereItIsOverBetweenConnectingAndSending() throws Exception {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        HttpGet call = new HttpGet(SERVER.baseUrl());
        try (CloseableHttpClient client = HttpClients.custom()
                .addExecInterceptorFirst("bounds", new CallBounds(timer, 1_000, 1_000))
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "late", (request, scope, chain) -> {
                    Patience.await().until(() -> !scope.execRuntime.isEndpointAcquired());
                    return chain.proceed(request, scope);
                })
                .build()) {
            assertThatThrownBy(() -> client.execute(call, response -> null))
                    .isInstanceOf(CallTimeoutException.class)
                    .hasMessageContaining("http.call.timeout");
        } finally {
            timer.shutdownNow();
        }
    }
}
