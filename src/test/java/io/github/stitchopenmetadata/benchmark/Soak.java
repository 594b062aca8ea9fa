package io.github.stitchopenmetadata.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.sandbox.AccountEdits;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Many runs in one process, on servers that answer one call in 25 with a fault, of an account that changes in between; what
 * the process holds on to must not grow. Run it in the project folder:
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:java@soak
 * mvn -q -Pbenchmark test-compile exec:java@soak -Dexec.args="RUNS SEED"
 * </pre>
 *
 * The arguments default to {@code 500 1}. The exit status is 1 if a figure misses its bound.
 */
public final class Soak {

    private static final int WARM = 50;
    private static final double TOLERANCE = 0.05;
    /** Connections are kept for each method apart: 4 calls at a time to Stitch, 8 to OpenMetadata with GET, PUT, PATCH and DELETE. */
    private static final int CONNECTIONS = 4 + 8 * 4;

    private final Report report = new Report(System.out);
    private final Random random;
    private int renamed;

    private Soak(long seed) {
        random = new Random(seed);
    }

    public static void main(String[] args) throws IOException {
        Soak soak = new Soak(args.length > 1 ? Long.parseLong(args[1]) : 1);
        soak.measure(args.length > 0 ? Integer.parseInt(args[0]) : 500);
        System.exit(soak.report.hasMissed() ? 1 : 0);
    }

    private void measure(int runs) throws IOException {
        StitchAccount account = StitchAccount.generated(4, 5, 5, 0.8);
        Path folder = Files.createTempDirectory("soak");
        try (StitchServer stitch = new StitchServer(account, "s");
                CatalogServer catalog = new CatalogServer("1.13.0", "c");
                FaultyServer faultyStitch = new FaultyServer(stitch.url(), random.nextLong());
                FaultyServer faultyCatalog = new FaultyServer(catalog.url(), random.nextLong())) {
            catalog.catalog().addTablesOf(account);
            Process process = JavaProcess.start(
                    List.of("-Xmx256m", "-Dlogback.configurationFile=logback-test.xml"),
                    SoakMain.class,
                    settings(folder, faultyStitch.url(), faultyCatalog.url() + "/api"));
            BufferedReader answers = process.inputReader();
            Writer commands = process.outputWriter();
            Held cold = held(ask(commands, answers, 'h', ""));
            Held warm = null;
            Held last = null;
            for (int run = 1; run <= runs; run++) {
                ask(commands, answers, 'r', "done");
                if (run == WARM || run % 100 == 0 || run == runs) {
                    last = held(ask(commands, answers, 'h', ""));
                    report.figure(
                            "run " + run,
                            "%d KiB, %d threads, %d files, %d sockets"
                                    .formatted(last.heap() / 1024, last.threads(), last.files(), last.sockets()));
                }
                warm = run == WARM ? last : warm;
                stitch.replace(changed(account));
            }
            process.destroy();
            if (warm != null) {
                compare(cold, warm, last);
            }
        }
    }

    private void compare(Held cold, Held warm, Held last) {
        report.title("What is held on to, last run ÷ run " + WARM);
        ratio("heap", warm.heap(), last.heap());
        ratio("threads", warm.threads(), last.threads());
        ratio("open files", warm.files(), last.files());
        // faults close some, so how many lie open in between differs
        long most = cold.sockets() + CONNECTIONS;
        report.judged("open sockets", Long.toString(last.sockets()), "≤ " + most, last.sockets() <= most);
    }

    private void ratio(String what, long before, long after) {
        double ratio = (double) after / before;
        report.judged(what, String.format(Locale.ROOT, "%.2f", ratio), "≤ " + (1 + TOLERANCE), ratio <= 1 + TOLERANCE);
    }

    /** Each change is one to the account as it was, so that things come, go and come back. */
    private StitchAccount changed(StitchAccount account) {
        List<JsonNode> sources = account.sources();
        long source = sources.get(random.nextInt(sources.size())).path("id").asLong();
        List<JsonNode> streams = account.streams(source);
        return switch (random.nextInt(4)) {
            case 0 -> AccountEdits.renameSource(account, source, "Renamed " + ++renamed);
            case 1 ->
                AccountEdits.deselectStream(
                        account,
                        source,
                        streams.get(random.nextInt(streams.size()))
                                .path("stream_id")
                                .asLong());
            case 2 -> AccountEdits.removeSource(account, source);
            default -> account;
        };
    }

    private static String[] settings(Path folder, String stitchUrl, String catalogUrl) {
        return new String[] {
            "ingest.at.start=false",
            "ingest.on.schedule=false",
            "camel.main.routesReloadEnabled=false",
            "stitch.hostPort=" + stitchUrl,
            "stitch.token=s",
            "stitch.dbServiceNames=prod_postgres,warehouse",
            "openmetadata.hostPort=" + catalogUrl,
            "openmetadata.jwtToken=c",
            "stitch.jobs.requests=100000",
            "stitch.concurrency=4",
            "openmetadata.concurrency=8",
            "retry.attempts=2",
            "retry.delay=5",
            "retry.max.delay=10",
            "report.directory=" + folder.resolve("reports"),
            "state.directory=" + folder.resolve("state"),
            "deadletter.directory=" + folder.resolve("dead-letters")
        };
    }

    /** @return the first line of the answer that begins so; lines of the log stand in between */
    private static String ask(Writer commands, BufferedReader answers, char what, String begins) throws IOException {
        commands.write(what);
        commands.flush();
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (begins.isEmpty() ? line.matches("\\d+ \\d+ -?\\d+ -?\\d+") : line.startsWith(begins)) {
                return line;
            }
        }
        throw new IOException("the program has ended");
    }

    private static Held held(String line) {
        String[] figures = line.split(" ");
        return new Held(
                Long.parseLong(figures[0]),
                Long.parseLong(figures[1]),
                Long.parseLong(figures[2]),
                Long.parseLong(figures[3]));
    }
}
