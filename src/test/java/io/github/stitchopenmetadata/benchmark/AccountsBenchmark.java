package io.github.stitchopenmetadata.benchmark;

import io.github.stitchopenmetadata.support.WorkflowFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Shares many accounts out over two processes that extract, with two that deliver, each in a JVM of its own with 256 MiB; the servers, the
 * broker and the database stand in others. Run it in the project folder:
 *
 * <pre>
 * mvn -q -Pscale test-compile exec:java@accounts
 * mvn -q -Pscale test-compile exec:java@accounts -Dexec.args="kafka ACCOUNTS SOURCES STREAMS MILLIS KILLS"
 * </pre>
 *
 * Without arguments it is Kafka, 200 accounts of 100 sources of 50 streams each, and servers that answer at once: the heap that is in
 * use, measured with a full collection of each process every {@value #SECONDS} seconds, and the number of edges that arrive.
 *
 * <p>With a number of kills the same accounts are brought twice: once undisturbed, once while processes, chosen by chance, are killed and
 * started again. The exit status is 1 unless the catalog is the same both times.
 */
public final class AccountsBenchmark {

    private static final int PROCESSES = 2;
    private static final int ACCOUNTS_AT_A_TIME = 4;
    private static final int FIELDS = 5;
    private static final int SECONDS = 60;
    private static final int LONGEST_PAUSE = 12_000;

    private final Report report = new Report(System.out);
    private final String broker;
    private final int accounts;
    private final AccountSize size;
    private final Duration latency;

    private AccountsBenchmark(String broker, int accounts, AccountSize size, Duration latency) {
        this.broker = broker;
        this.accounts = accounts;
        this.size = size;
        this.latency = latency;
    }

    public static void main(String[] args) throws Exception {
        AccountsBenchmark benchmark = new AccountsBenchmark(
                args.length > 0 ? args[0] : "kafka",
                number(args, 1, 200),
                new AccountSize(number(args, 2, 100), number(args, 3, 50), FIELDS),
                Duration.ofMillis(number(args, 4, 0)));
        int kills = number(args, 5, 0);
        benchmark.report.title(benchmark.accounts + " accounts of " + benchmark.size + ", answers after "
                + benchmark.latency.toMillis() + " ms, over " + benchmark.broker);
        Set<String> expected = benchmark.undisturbed(kills > 0);
        if (kills > 0) {
            benchmark.killed(kills, expected);
        }
        System.exit(benchmark.report.hasMissed() ? 1 : 0);
    }

    private static int number(String[] args, int position, int otherwise) {
        return args.length > position ? Integer.parseInt(args[position]) : otherwise;
    }

    /** @return what the catalog holds then, where that is asked for */
    private Set<String> undisturbed(boolean compared) throws Exception {
        try (Fleet fleet = new Fleet()) {
            for (int i = 0; i < PROCESSES; i++) {
                fleet.start("deliver", Map.of());
            }
            for (int i = 1; i < PROCESSES; i++) {
                fleet.start("extract", Map.of("ingest.at.start", "false"));
            }
            fleet.awaitUp();
            long began = System.nanoTime();
            MachineProcess leader = fleet.start("extract", Map.of("ingest.once", "true"));
            fleet.collect(Duration.ofSeconds(SECONDS));
            int status = leader.awaitEnd();
            report.figure("both passes, start included", (System.nanoTime() - began) / 1_000_000_000 + " s");
            report.judged("exit status", Integer.toString(status), "= 0", status == 0);
            if (status != 0) {
                leader.output().forEach(report::note);
            }
            judgeEdges(fleet);
            for (MachineProcess process : fleet.processes) {
                PeakHeap heap = process.heap();
                report.note(process.role() + ", heap in use after full collections, in MiB: " + heap.full());
                report.figure("    at most", heap.inUse() + " MiB");
            }
            return compared ? fleet.contents() : Set.of();
        }
    }

    private void judgeEdges(Fleet fleet) {
        long drawn = fleet.servers.edges();
        long expected = accounts * size.edges();
        report.judged("edges in the catalog", Long.toString(drawn), "= " + expected, drawn == expected);
    }

    private void killed(int kills, Set<String> expected) throws Exception {
        Random random = new Random(kills);
        try (Fleet fleet = new Fleet()) {
            Map<String, String> often = Map.of("ingest.cron", "0/30 * * * * ?");
            for (int i = 0; i < PROCESSES; i++) {
                fleet.start("deliver", Map.of());
                fleet.start("extract", often);
            }
            fleet.awaitUp();
            long withEdgesMissing = 0;
            for (int i = 0; i < kills; i++) {
                Thread.sleep(random.nextInt(LONGEST_PAUSE));
                withEdgesMissing += fleet.servers.edges() < accounts * size.edges() ? 1 : 0;
                MachineProcess victim = fleet.processes.get(random.nextInt(fleet.processes.size()));
                victim.kill();
                fleet.processes.remove(victim);
                fleet.start(victim.role(), victim.role().equals("extract") ? often : Map.of());
            }
            report.figure("processes killed", Integer.toString(kills));
            report.figure("    of them while edges were missing", Long.toString(withEdgesMissing));
            fleet.stop("extract");
            MachineProcess last = fleet.start("extract", Map.of("ingest.once", "true"));
            int status = last.awaitEnd();
            report.judged("exit status of the run after them", Integer.toString(status), "= 0", status == 0);
            if (status != 0) {
                last.output().forEach(report::note);
            }
            judgeEdges(fleet);
            Set<String> contents = fleet.contents();
            judgeNone("lost", expected, contents);
            judgeNone("wrong", contents, expected);
        }
    }

    /** @param of what must not hold anything that the other one lacks */
    private void judgeNone(String what, Set<String> of, Set<String> other) {
        Set<String> rest = new HashSet<>(of);
        rest.removeAll(other);
        report.judged(what, Integer.toString(rest.size()), "= 0", rest.isEmpty());
        rest.stream().limit(10).forEach(report::note);
    }

    /** The processes, and all that stands around them. */
    private final class Fleet implements AutoCloseable {

        private final Servers servers = new Servers(size, latency, accounts);
        private final BrokerAndDatabase between = new BrokerAndDatabase(broker, ACCOUNTS_AT_A_TIME);
        private final Map<String, String> settings = between.settings();
        private final List<MachineProcess> processes = new ArrayList<>();

        Fleet() throws IOException {
            Path workflows = Files.createTempDirectory(Path.of("target"), "workflows");
            for (int i = 0; i < accounts; i++) {
                WorkflowFile.write(
                        workflows,
                        "account_%04d".formatted(i),
                        servers.stitchUrl(),
                        Servers.token(i),
                        servers.catalogUrl().replaceFirst("/api$", ""),
                        ServersMain.CATALOG_TOKEN);
            }
            settings.put("ingest.workflow", workflows.toAbsolutePath() + "/*.yaml");
            settings.put("stitch.concurrency", "4");
        }

        MachineProcess start(String role, Map<String, String> more) throws IOException {
            Map<String, String> all = new HashMap<>(settings);
            all.putAll(more);
            MachineProcess process = new MachineProcess(role, all);
            processes.add(process);
            return process;
        }

        void awaitUp() throws InterruptedException {
            for (MachineProcess process : processes) {
                process.awaitUp();
            }
        }

        void collect(Duration pause) {
            processes.forEach(process -> process.collect(pause));
        }

        void stop(String role) {
            List<MachineProcess> stopped = processes.stream()
                    .filter(process -> process.role().equals(role))
                    .toList();
            stopped.forEach(MachineProcess::close);
            processes.removeAll(stopped);
        }

        Set<String> contents() throws IOException {
            Path file =
                    Files.createTempFile(Path.of("target"), "contents", ".txt").toAbsolutePath();
            servers.contents(file);
            return new HashSet<>(Files.readAllLines(file));
        }

        @Override
        public void close() throws IOException {
            processes.forEach(MachineProcess::close);
            between.close();
            servers.close();
        }
    }
}
