package io.github.stitchopenmetadata.benchmark;

import io.github.stitchopenmetadata.sandbox.ServedRequest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the two servers were asked for, and when, so that another client can ask for the same. Thread-safe. */
final class Recording {

    static final String STITCH = "stitch";
    static final String CATALOG = "catalog";

    /** @param received and answered in nanoseconds of one clock */
    record Exchanged(String side, long received, long answered, String method, String target, byte[] body) {}

    private final List<Exchanged> all = new ArrayList<>();

    synchronized void add(String side, ServedRequest served) {
        all.add(new Exchanged(
                side, served.received(), served.answered(), served.method(), served.target(), served.body()));
    }

    synchronized void save(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Exchanged one : all) {
                out.write(String.join(
                        "\t",
                        one.side,
                        Long.toString(one.received),
                        Long.toString(one.answered),
                        one.method,
                        one.target,
                        Base64.getEncoder().encodeToString(one.body)));
                out.newLine();
            }
        }
    }

    /** @return what was asked of one side, in the order in which it came */
    static List<Exchanged> of(Path file, String side) throws IOException {
        try (var lines = Files.lines(file, StandardCharsets.US_ASCII)) {
            return lines.map(line -> line.split("\t", -1))
                    .filter(line -> line[0].equals(side))
                    .map(line -> new Exchanged(
                            line[0],
                            Long.parseLong(line[1]),
                            Long.parseLong(line[2]),
                            line[3],
                            line[4],
                            Base64.getDecoder().decode(line[5])))
                    .sorted(Comparator.comparingLong(Exchanged::received))
                    .toList();
        }
    }

    /**
     * How many calls were in flight, on average over each part of the time.
     *
     * @param parts of how many figures
     */
    static String timeline(List<Exchanged> calls, long from, long to, int parts) {
        StringBuilder line = new StringBuilder();
        long part = Math.max(1, (to - from) / parts);
        for (int at = 0; at < parts; at++) {
            long begin = from + at * part;
            long busy = calls.stream()
                    .mapToLong(
                            call -> Math.max(0, Math.min(call.answered, begin + part) - Math.max(call.received, begin)))
                    .sum();
            line.append(String.format(Locale.ROOT, "%5.1f", (double) busy / part));
        }
        return line.toString();
    }
}
