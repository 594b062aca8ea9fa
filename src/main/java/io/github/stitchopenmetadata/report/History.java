package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest reports of each kind, by the time that their pass began, and the page that leads to them. */
final class History {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final Page PAGE = new Page("/report/index.html", "/report/common.js", "/report/index.js");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** What is named otherwise was not made here and is never touched. */
    private static final Pattern NAME = Pattern.compile("(\\d{8}T\\d{6}\\.\\d{3}Z-([a-z-]+))\\.json");

    private static final ObjectReader VALUES =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path reports;
    private final int keep;

    History(Path reports, int keep) {
        this.reports = reports;
        this.keep = keep;
    }

    static String name(Pass pass) {
        return TIME.format(pass.startedAt()) + "-" + pass.kind().label();
    }

    boolean isKept() {
        return keep > 0;
    }

    Path directory() {
        return reports.resolve("history");
    }

    /** Takes up the newest report. */
    void keep(Pass pass) throws IOException {
        if (isKept()) {
            for (String ending : List.of(".json", ".html")) {
                AtomicFile.write(
                        directory().resolve(name(pass) + ending),
                        out -> Files.copy(reports.resolve("report" + ending), out));
            }
        }
    }

    /** Lets go of what is too old, and lists what is left. */
    void update() throws IOException {
        prune();
        if (isKept()) {
            AtomicFile.write(reports.resolve("index.html"), out -> PAGE.write(out, this::list));
        }
    }

    private void prune() throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        // one from a clock that ran ahead keeps none from its place that is made after it
        String now = TIME.format(Instant.now());
        Map<Boolean, List<String>> ahead =
                names().stream().collect(Collectors.partitioningBy(name -> name.compareTo(now) > 0));
        ahead.get(false).addAll(ahead.get(true));
        for (String name : ahead.get(false)) {
            if (seen.merge(name.substring(name.indexOf('-')), 1, Integer::sum) > keep) {
                Files.deleteIfExists(directory().resolve(name + ".html"));
                Files.deleteIfExists(directory().resolve(name + ".json"));
            }
        }
    }

    private void list(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (String name : names()) {
            try {
                json.writeTree(head(name).put("page", "history/" + name + ".html"));
            } catch (IOException broken) {
                LOG.warn(
                        "{} is left out of the list of reports: {}",
                        directory().resolve(name + ".json"),
                        OneLine.of(broken.toString()));
            }
        }
        json.writeEndArray();
    }

    /** What sums a report up: it stands before its runs, which may be long. */
    private ObjectNode head(String name) throws IOException {
        ObjectNode head = Json.MAPPER.createObjectNode();
        try (JsonParser json =
                Json.MAPPER.createParser(directory().resolve(name + ".json").toFile())) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME
                    && !json.currentName().equals("runs")) {
                String field = json.currentName();
                json.nextToken();
                head.set(field, VALUES.readTree(json));
            }
        }
        return head;
    }

    /** @return the newest first */
    private List<String> names() throws IOException {
        if (!Files.isDirectory(directory())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory())) {
            return files.filter(AtomicFile::isPlain)
                    .map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }
}
