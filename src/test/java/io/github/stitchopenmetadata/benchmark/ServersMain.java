package io.github.stitchopenmetadata.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import io.github.stitchopenmetadata.support.CatalogContents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The JVM of the two sandbox servers, driven over its standard input by {@link Servers}: {@code count} answers with the
 * requests so far, {@code await} with the time of the next request (or when none came in a minute), {@code save FILE} keeps what was
 * served, {@code edges} answers with how many edges there are, {@code contents FILE} writes the catalog into a file, end of input ends
 * it. Arguments: sources, streams, fields, latency in milliseconds, accounts.
 */
final class ServersMain {

    static final String STITCH_TOKEN = "benchmark-stitch-token";
    static final String CATALOG_TOKEN = "benchmark-catalog-token";
    static final List<String> DATABASE_SERVICES = List.of("prod_postgres", "warehouse");
    static final String RECORD = "record";
    static final String SAVE = "save ";
    static final String EDGES = "edges";
    static final String CONTENTS = "contents ";
    private static final String CATALOG_VERSION = "1.13.0";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private ServersMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Duration latency = Duration.ofMillis(Long.parseLong(args[3]));
        try (StitchServer stitch = new StitchServer(
                        account(args, 0),
                        STITCH_TOKEN,
                        StitchServer.Options.defaults().withLatency(latency));
                CatalogServer catalog = new CatalogServer(
                        CATALOG_VERSION,
                        CATALOG_TOKEN,
                        CatalogServer.Options.defaults().withLatency(latency));
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            catalog.catalog().addTablesOf(stitch.account());
            int accounts = Integer.parseInt(args[4]);
            for (int i = 1; i < accounts; i++) {
                StitchAccount account = account(args, i);
                stitch.add(account, Servers.token(i));
                catalog.catalog().addTablesOf(account);
            }
            Recording recording = new Recording();
            System.out.println(stitch.url() + " " + catalog.url());
            for (String command = input.readLine(); command != null; command = input.readLine()) {
                System.out.println(answer(command, stitch, catalog, recording));
            }
        }
    }

    private static StitchAccount account(String[] args, int number) {
        int sources = Integer.parseInt(args[0]);
        return StitchAccount.generatedFrom(
                1 + number * sources,
                sources,
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                AccountSize.SELECTED);
    }

    private static String answer(String command, StitchServer stitch, CatalogServer catalog, Recording recording)
            throws IOException, InterruptedException {
        if (command.startsWith(SAVE)) {
            recording.save(Path.of(command.substring(SAVE.length())));
            return "saved";
        }
        if (command.startsWith(CONTENTS)) {
            Files.write(
                    Path.of(command.substring(CONTENTS.length())),
                    CatalogContents.of(catalog.catalog()),
                    StandardCharsets.UTF_8);
            return "written";
        }
        return switch (command) {
            case RECORD -> {
                stitch.whenServed(served -> recording.add(Recording.STITCH, served));
                catalog.whenServed(served -> recording.add(Recording.CATALOG, served));
                yield "recording";
            }
            case EDGES -> Integer.toString(catalog.catalog().edgeCount());
            case "await" -> Long.toString(nextRequest(stitch, catalog));
            default ->
                JSON.writeValueAsString(
                        new Requests(stitch.requestsByEndpoint(), catalog.requestsByEndpoint(), catalog.writes()));
        };
    }

    private static long nextRequest(StitchServer stitch, CatalogServer catalog) throws InterruptedException {
        long before = stitch.requests() + catalog.requests();
        long latest = System.currentTimeMillis() + PATIENCE.toMillis();
        while (stitch.requests() + catalog.requests() == before && System.currentTimeMillis() < latest) {
            Thread.sleep(1);
        }
        return System.currentTimeMillis();
    }
}
