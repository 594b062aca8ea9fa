package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.http.Loopback;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls the hooks of a destination after a load; those on this machine alone, whatever their certificates. */
final class HookCaller {

    private static final Logger LOG = LoggerFactory.getLogger(HookCaller.class);
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int TIMEOUT = 5_000;

    private HookCaller() {}

    static void call(StitchClient client, JsonNode source, String table, int rows) {
        client.account()
                .destinationsOf(source.path("id").asLong())
                .forEach(destination -> client.hooks().values().stream()
                        .filter(hook -> hook.path("disabled_at").isNull())
                        .filter(hook -> hook.path("destination_id").asLong()
                                == destination.path("id").asLong())
                        .map(hook -> URI.create(hook.at("/config/url").asText()))
                        .filter(url -> url.getHost() != null && Loopback.isNamedBy(url.getHost()))
                        .forEach(url -> post(url, payload(source, table, rows))));
    }

    private static ObjectNode payload(JsonNode source, String table, int rows) {
        String now = StitchClient.now();
        ObjectNode payload = NODES.objectNode()
                .put("version", "1.0")
                .put("minimum_sdc_batched_at", now)
                .put("integration_name", source.path("name").asText())
                .put("new_version", false)
                .put("source_root_table_name", table)
                .put("destination_root_table_name", table)
                .put("table_version", 0);
        payload.putArray("tables")
                .addObject()
                .put("source_table_name", table)
                .put("destination_table_name", table)
                .put("num_rows", rows)
                .put("num_rows_rejected", 0)
                .put("max_time_extracted", now)
                .putNull("bookmark_metadata");
        return payload;
    }

    private static void post(URI url, ObjectNode payload) {
        try {
            HttpsURLConnection call = (HttpsURLConnection) url.toURL().openConnection();
            call.setSSLSocketFactory(anyCertificate().getSocketFactory());
            call.setHostnameVerifier((host, session) -> true);
            call.setConnectTimeout(TIMEOUT);
            call.setReadTimeout(TIMEOUT);
            call.setDoOutput(true);
            call.setRequestMethod("POST");
            call.setRequestProperty("Content-Type", "application/json");
            call.setRequestProperty("User-Agent", "StitchLoadingWebhook");
            try (OutputStream out = call.getOutputStream()) {
                out.write(payload.toString().getBytes(StandardCharsets.UTF_8));
            }
            LOG.debug("hook {} answered {}", url.getPath(), call.getResponseCode());
        } catch (IOException | GeneralSecurityException failed) {
            LOG.debug("hook {} failed", url.getPath(), failed);
        }
    }

    private static SSLContext anyCertificate() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                null,
                new TrustManager[] {
                    new X509TrustManager() {
                        @Override
                        public void checkClientTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public void checkServerTrusted(X509Certificate[] chain, String type) {}

                        @Override
                        public X509Certificate[] getAcceptedIssuers() {
                            return new X509Certificate[0];
                        }
                    }
                },
                new SecureRandom());
        return context;
    }
}
