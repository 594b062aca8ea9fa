package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.AtomicFile.Content;
import io.github.stitchopenmetadata.text.AtomicFile.Planned;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest reports of each kind, by the time that their pass began, and the page that leads to them. */
final class KeptReports {

    private static final Logger LOG = LoggerFactory.getLogger(KeptReports.class);
    private static final Page PAGE = new Page("/report/index.html", "/report/common.js", "/report/index.js");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** Two processes that share the folder may begin at the same time. */
    private final String process = UUID.randomUUID().toString().substring(0, 4);

    /** While another process adds reports, the list is made anew. */
    private static final int LISTINGS = 5;

    /** What is named otherwise was not made here and is never touched. */
    private static final Pattern NAME = Pattern.compile("(\\d{8}T\\d{6}\\.\\d{3}Z-([a-z-]+)(\\.[0-9a-f]{4})?)\\.json");

    private static final ObjectReader VALUES =
            Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path reports;
    private final int keep;
    private final boolean ownersOnly;

    KeptReports(Path reports, int keep, boolean ownersOnly) {
        this.reports = reports;
        this.keep = keep;
        this.ownersOnly = ownersOnly;
    }

    private String name(Pass pass) {
        return TIME.format(pass.startedAt()) + "-" + pass.kind().label() + "." + process;
    }

    boolean isKept() {
        return keep > 0;
    }

    private Path directory() {
        return reports.resolve("history");
    }

    /** Takes up the report of a pass. */
    void keep(Pass pass, Content json, Content page) throws IOException {
        AtomicFile.write(
                List.of(new Planned(file(pass, ".json"), json), new Planned(file(pass, ".html"), page)), ownersOnly);
    }

    /** What was kept of a pass. */
    Content copy(Pass pass, String ending) {
        return out -> Files.copy(file(pass, ending), out);
    }

    private Path file(Pass pass, String ending) {
        return directory().resolve(name(pass) + ending);
    }

    /** Lets go of what is too old, and lists what is left. */
    void update() throws IOException {
        prune();
        List<String> listed = List.of();
        for (int i = 0; isKept() && i < LISTINGS && !listed.equals(names()); i++) {
            List<String> names = names();
            Content list = out -> PAGE.write(out, json -> list(names, json));
            AtomicFile.write(List.of(new Planned(reports.resolve("index.html"), list)), ownersOnly);
            listed = names;
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
            if (seen.merge(kind(name), 1, Integer::sum) > keep) {
                Files.deleteIfExists(directory().resolve(name + ".html"));
                Files.deleteIfExists(directory().resolve(name + ".json"));
            }
        }
    }

    private static String kind(String name) {
        Matcher matcher = NAME.matcher(name + ".json");
        return matcher.matches() ? matcher.group(2) : name;
    }

    private void list(List<String> names, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (String name : names) {
            try {
                json.writeTree(head(name).put("page", "history/" + name + ".html"));
            } catch (NoSuchFileException takenAway) {
                LOG.debug("{} was let go by another process", name);
            } catch (IOException broken) {
                LOG.warn(
                        "{} is left out of the list of reports: {}",
                        directory().resolve(name + ".json"),
                        Explanation.of(broken));
            }
        }
        json.writeEndArray();
    }

    /** What sums a report up: it stands before its runs, which may be long. */
    private ObjectNode head(String name) throws IOException {
        ObjectNode head = Json.MAPPER.createObjectNode();
        try (JsonParser json =
                Json.MAPPER.createParser(Files.newInputStream(directory().resolve(name + ".json")))) {
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
