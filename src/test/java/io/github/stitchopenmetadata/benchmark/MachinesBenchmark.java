package io.github.stitchopenmetadata.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures what several processes that deliver bring, and what the broker between them and the one that extracts costs: each process
 * in a JVM of its own with 256 MiB, the servers and the broker in others. Run it in the project folder:
 *
 * <pre>
 * mvn -q -Pscale test-compile exec:java@machines
 * mvn -q -Pscale test-compile exec:java@machines -Dexec.args="EDGES MILLIS kafka=1,2,4 jms=1,4 seda"
 * </pre>
 *
 * Without arguments 20,000 edges against servers that answer in 100 ms: over Kafka with 1, 2 and 4 processes that deliver, over Artemis
 * with 1 and 4, and one process that does all. Each process that delivers makes 8 calls at a time. The exit status is 1 if a run does
 * not end well, not all edges are drawn, or the speed-up is less than {@value #BY_TWO} with two and {@value #BY_FOUR} with four.
 */
public final class MachinesBenchmark {

    private static final double BY_TWO = 1.9;
    private static final double BY_FOUR = 3.6;
    private static final int STREAMS = 11;
    private static final int EDGES_OF_A_SOURCE = 10;
    private static final int FIELDS = 5;
    private static final Pattern TOOK = Pattern.compile(" benchmark \\(.*\\), (\\d+)\\.(\\d) s$");
    private static final Pattern EDGES = Pattern.compile("  edges\\s+\\d+ drawn");
    private static final Pattern DRAWN = Pattern.compile("edges\\s+(\\d+) drawn, 0 unchanged, 0 missing");

    private final Report report = new Report(System.out);
    private final AccountSize size;
    private final Duration latency;

    private MachinesBenchmark(int edges, int millis) {
        this.size = new AccountSize(Math.max(1, edges / EDGES_OF_A_SOURCE), STREAMS, FIELDS);
        this.latency = Duration.ofMillis(millis);
    }

    public static void main(String[] args) throws Exception {
        MachinesBenchmark benchmark = new MachinesBenchmark(
                args.length > 0 ? Integer.parseInt(args[0]) : 20_000,
                args.length > 1 ? Integer.parseInt(args[1]) : 100);
        List<String> ways =
                args.length > 2 ? List.of(args).subList(2, args.length) : List.of("kafka=1,2,4", "jms=1,4", "seda");
        benchmark.report.title(benchmark.size + ", answers after " + benchmark.latency.toMillis() + " ms");
        double alone = ways.contains("seda") ? benchmark.inOneProcess() : 0;
        for (String way : ways) {
            if (!way.equals("seda")) {
                String[] both = way.split("=");
                benchmark.over(
                        both[0],
                        Stream.of(both[1].split(",")).map(Integer::valueOf).toList(),
                        alone);
            }
        }
        System.exit(benchmark.report.hasMissed() ? 1 : 0);
    }

    private double inOneProcess() throws IOException, InterruptedException {
        try (Servers servers = new Servers(size, latency);
                MachineProcess all = new MachineProcess("all", settings(servers, BrokerAndDatabase.asShipped()))) {
            return judge("all in one process", all);
        }
    }

    private void over(String broker, List<Integer> numbers, double alone) throws IOException, InterruptedException {
        Map<Integer, Double> took = new TreeMap<>();
        for (int number : numbers) {
            took.put(number, over(broker, number));
        }
        if (alone > 0 && took.containsKey(1)) {
            report.figure(
                    "time over " + broker + " with one process of each role, in one process that does all",
                    text(took.get(1) / alone));
        }
        took.forEach((number, seconds) -> {
            if (number > 1 && took.containsKey(1)) {
                double speedUp = took.get(1) / seconds;
                double least = number == 2 ? BY_TWO : number == 4 ? BY_FOUR : 0;
                report.judged(
                        "speed-up over " + broker + " with " + number + " processes that deliver",
                        text(speedUp),
                        "≥ " + least,
                        speedUp >= least);
            }
        });
    }

    private double over(String broker, int deliverers) throws IOException, InterruptedException {
        List<MachineProcess> delivering = new ArrayList<>();
        try (Servers servers = new Servers(size, latency);
                BrokerAndDatabase between = new BrokerAndDatabase(broker, 0)) {
            Map<String, String> settings = settings(servers, between.settings());
            try {
                for (int i = 0; i < deliverers; i++) {
                    delivering.add(new MachineProcess("deliver", settings));
                }
                for (MachineProcess each : delivering) {
                    each.awaitUp();
                }
                try (MachineProcess extracting = new MachineProcess("extract", settings)) {
                    return judge("over " + broker + ", " + deliverers + " that deliver", extracting);
                }
            } finally {
                delivering.forEach(MachineProcess::close);
            }
        }
    }

    private static Map<String, String> settings(Servers servers, Map<String, String> settings) {
        settings.putAll(servers.account());
        return settings;
    }

    /** @return how long the lineage pass took, in seconds */
    private double judge(String what, MachineProcess process) throws InterruptedException {
        double seconds = 0;
        long drawn = 0;
        // the run status that follows is of no interest
        process.awaitLine(EDGES);
        for (String line : process.output()) {
            Matcher took = TOOK.matcher(line);
            Matcher edges = DRAWN.matcher(line);
            if (took.find()) {
                seconds = Double.parseDouble(took.group(1) + "." + took.group(2));
            } else if (edges.find()) {
                drawn = Long.parseLong(edges.group(1));
            }
        }
        report.figure(what + ": lineage pass", text(seconds) + " s");
        boolean whole = drawn == size.edges();
        report.judged(what + ": edges drawn", Long.toString(drawn), "= " + size.edges(), whole);
        if (!whole) {
            process.output().forEach(report::note);
        }
        return seconds;
    }

    private static String text(double number) {
        return String.format(Locale.ROOT, "%.2f", number);
    }
}
