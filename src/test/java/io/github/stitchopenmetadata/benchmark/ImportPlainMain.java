package io.github.stitchopenmetadata.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Sends batches as they are, and does nothing else: what is the least that it takes. Prints the records per second.
 * Arguments: address, batches, records of each.
 */
final class ImportPlainMain {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ImportPlainMain() {}

    public static void main(String[] args) throws Exception {
        int batches = Integer.parseInt(args[1]);
        int records = Integer.parseInt(args[2]);
        try (CloseableHttpClient client = HttpClients.custom()
                .disableAutomaticRetries()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(ImportRecords.PLACES)
                        .build())
                .build()) {
            send(client, args[0], ImportRecords.WARM_UP, records);
            System.out.println(batches * records / send(client, args[0], batches, records));
        }
    }

    /** @return how long it took, in seconds */
    private static double send(CloseableHttpClient client, String url, int batches, int records)
            throws InterruptedException, ExecutionException {
        AtomicInteger next = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(ImportRecords.PLACES);
        List<Future<?>> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int worker = 0; worker < ImportRecords.PLACES; worker++) {
            all.add(workers.submit(() -> {
                for (int number = next.getAndIncrement(); number < batches; number = next.getAndIncrement()) {
                    post(client, url, ImportRecords.batch(number, records));
                }
                return null;
            }));
        }
        for (Future<?> worker : all) {
            worker.get();
        }
        workers.shutdown();
        return (System.nanoTime() - start) / 1e9;
    }

    private static void post(CloseableHttpClient client, String url, List<Map<String, Object>> records)
            throws IOException {
        List<Map<String, Object>> messages = new ArrayList<>(records.size());
        long sequence = System.currentTimeMillis();
        for (Map<String, Object> record : records) {
            messages.add(Map.of("action", "upsert", "sequence", sequence++, "data", record));
        }
        HttpPost request = new HttpPost(url + "/v2/import/batch");
        request.setHeader("Authorization", "Bearer at_benchmark");
        request.setEntity(new ByteArrayEntity(
                JSON.writeValueAsBytes(Map.of(
                        "table_name",
                        ImportRecords.TABLE,
                        "key_names",
                        List.of(ImportRecords.KEY),
                        "schema",
                        Map.of("properties", Map.of(ImportRecords.KEY, Map.of("type", "integer"))),
                        "messages",
                        messages)),
                ContentType.APPLICATION_JSON));
        client.execute(request, response -> {
            JSON.readTree(response.getEntity().getContent());
            return null;
        });
    }
}
