package io.github.stitchopenmetadata.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Asks for what a run of the program asked for, in the same order, as many calls at a time, and reads each answer as JSON: what is the
 * least that such a run can take. Prints, in milliseconds, how long each side took, and the CPU time of the process since its first call.
 * Arguments: address of Stitch, address of the catalog, recording, calls at a time to Stitch, to the catalog.
 */
final class PlainClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainClient() {}

    public static void main(String[] args) throws Exception {
        Path recording = Path.of(args[2]);
        List<Recording.Exchanged> stitch = Recording.of(recording, Recording.STITCH);
        List<Recording.Exchanged> catalog = Recording.of(recording, Recording.CATALOG);
        long cpu = cpu();
        try (CloseableHttpClient client = HttpClients.custom()
                .disableAutomaticRetries()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(100)
                        .setMaxConnTotal(200)
                        .build())
                .build()) {
            ExecutorService sides = Executors.newFixedThreadPool(2);
            Future<Long> ofStitch =
                    sides.submit(() -> replay(client, args[0], ServersMain.STITCH_TOKEN, stitch, number(args[3])));
            Future<Long> ofCatalog =
                    sides.submit(() -> replay(client, args[1], ServersMain.CATALOG_TOKEN, catalog, number(args[4])));
            System.out.println(ofStitch.get() + " " + ofCatalog.get() + " " + (cpu() - cpu));
            sides.shutdown();
        }
    }

    private static long replay(
            CloseableHttpClient client, String url, String token, List<Recording.Exchanged> calls, int places)
            throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(places);
        List<Future<?>> all = new ArrayList<>();
        String base = url.replaceFirst("(?<=\\d)/.*", "");
        for (int worker = 0; worker < places; worker++) {
            all.add(workers.submit(() -> {
                for (int at = next.getAndIncrement(); at < calls.size(); at = next.getAndIncrement()) {
                    call(client, base, token, calls.get(at));
                }
                return null;
            }));
        }
        for (Future<?> worker : all) {
            worker.get();
        }
        workers.shutdown();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void call(CloseableHttpClient client, String base, String token, Recording.Exchanged call)
            throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), java.net.URI.create(base + call.target()));
        request.setHeader("Authorization", "Bearer " + token);
        request.setHeader("Accept", "application/json");
        if (call.body().length > 0) {
            request.setEntity(new ByteArrayEntity(
                    call.body(),
                    call.method().equals("PATCH")
                            ? ContentType.create("application/json-patch+json")
                            : ContentType.APPLICATION_JSON));
        }
        client.execute(request, response -> {
            HttpEntity entity = response.getEntity();
            if (entity != null) {
                try (InputStream body = entity.getContent()) {
                    JSON.readTree(body);
                }
            }
            return null;
        });
    }

    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }
}
