package io.github.stitchopenmetadata.benchmark;

import io.github.stitchopenmetadata.run.Gateway;
import io.github.stitchopenmetadata.support.Connector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.ProducerTemplate;

/**
 * Sends records through {@code direct:stitch-import} in the shipped routes, where they become the same batches. Prints the records per
 * second. Arguments: address, batches, records of each.
 */
final class ImportSinkMain {

    private final AtomicReference<CountDownLatch> answers = new AtomicReference<>(new CountDownLatch(0));
    private final ProducerTemplate producer;
    private final int records;

    private ImportSinkMain(Connector connector, int records) {
        this.producer = connector.context().createProducerTemplate();
        this.records = records;
        connector
                .context()
                .getRegistry()
                .lookupByNameAndType("stitchGateway", Gateway.class)
                .whenEnded(call -> answers.get().countDown());
    }

    public static void main(String[] args) throws Exception {
        int batches = Integer.parseInt(args[1]);
        try (Connector connector = Connector.with(Map.of(
                "import.hostPort",
                args[0],
                "import.token",
                "at_benchmark",
                "import.batch.records",
                args[2],
                "import.batch.seconds",
                "3600",
                "import.repository",
                System.getProperty("benchmark.repository", "memory"),
                "stitch.concurrency",
                Integer.toString(ImportRecords.PLACES)))) {
            ImportSinkMain sink = new ImportSinkMain(connector, Integer.parseInt(args[2]));
            // which is complete when another one comes
            sink.send(1, 0);
            sink.send(ImportRecords.WARM_UP, ImportRecords.WARM_UP);
            System.out.println(batches * sink.records / sink.send(batches, batches));
        }
    }

    /** @return how long it took until so many answers had come, in seconds */
    private double send(int batches, int answered) throws Exception {
        answers.set(new CountDownLatch(answered));
        AtomicInteger next = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(ImportRecords.PLACES);
        List<Future<?>> all = new ArrayList<>();
        long start = System.nanoTime();
        for (int worker = 0; worker < ImportRecords.PLACES; worker++) {
            all.add(workers.submit(() -> {
                for (int number = next.getAndIncrement(); number < batches; number = next.getAndIncrement()) {
                    producer.sendBodyAndHeaders(
                            "direct:stitch-import",
                            ImportRecords.batch(number, records),
                            Map.of(
                                    "CamelStitchImportTable", ImportRecords.TABLE,
                                    "CamelStitchImportKeyNames", ImportRecords.KEY));
                }
                return null;
            }));
        }
        for (Future<?> worker : all) {
            worker.get();
        }
        answers.get().await();
        workers.shutdown();
        return (System.nanoTime() - start) / 1e9;
    }
}
