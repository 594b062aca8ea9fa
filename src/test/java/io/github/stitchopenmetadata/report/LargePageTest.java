package io.github.stitchopenmetadata.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.support.Browser;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of an account of 200 sources with 50 streams each, of which every tenth has no edge. */
@Tag(Extent.THOROUGH)
class LargePageTest {

    private static final int SOURCES = 200;
    private static final int STREAMS = 50;

    @TempDir
    private Path folder;

    @Test
    void showsTenThousandStreams() throws IOException {
        Path page = folder.resolve("report.html");
        AtomicFile.write(page, out -> new Page(
                        "/report/report.html", "/report/common.js", "/report/lineage.js", "/report/report.js")
                .write(out, LargePageTest::write));
        try (Browser browser = Browser.start()) {
            browser.size(1280, 900).open(page);

            assertThat(browser.find("h1").getText()).contains("1,000 edges");
            assertThat(browser.texts("#sources .name")).hasSize(SOURCES);
            assertThat(browser.find("#picture-note").getText()).startsWith("60 of 200 sources");
            browser.find("#missing-search").sendKeys("source_199");
            assertThat(browser.find("#missing-count").getText()).isEqualTo("5 missing edges found");
            browser.all("#sources button").get(SOURCES - 1).click();
            assertThat(browser.texts("#streams tbody tr")).hasSize(STREAMS);
            assertThat(browser.console()).isEmpty();
            System.out.printf(
                    "report.html of %,d streams: %,d bytes, loaded in %s ms, %s elements%n",
                    SOURCES * STREAMS,
                    Files.size(page),
                    browser.run(
                            "const [entry] = performance.getEntriesByType('navigation'); return Math.round(entry.loadEventEnd)"),
                    browser.run("return document.querySelectorAll('*').length"));
            Path pictures = Files.createDirectories(Path.of("target/report-pages"));
            browser.open(page);
            Files.write(pictures.resolve("large.png"), browser.picture());
        }
    }

    private static void write(JsonGenerator json) throws IOException {
        ObjectNode counts = Json.MAPPER.createObjectNode();
        for (String name : new String[] {
            "sources",
            "sources_left_out",
            "pipelines_created",
            "pipelines_updated",
            "pipelines_unchanged",
            "pipelines_kept",
            "pipelines_deleted",
            "parked",
            "tables_registered",
            "edges_drawn",
            "edges_unchanged",
            "edges_removed",
            "columns_linked",
            "statuses",
            "statuses_unchanged"
        }) {
            counts.put(name, 0);
        }
        int missing = SOURCES * STREAMS / 10;
        counts.put("sources", SOURCES)
                .put("pipelines_created", SOURCES)
                .put("edges_drawn", SOURCES * STREAMS - missing)
                .put("columns_linked", 180_000);
        ObjectNode report = Json.MAPPER
                .createObjectNode()
                .put("kept", true)
                .put("kind", "lineage")
                .put("startedAt", "2026-03-04T03:00:00Z")
                .put("finishedAt", "2026-03-04T03:01:30Z")
                .put("millis", 90_000)
                .put("exitStatus", 0)
                .put("missingCount", missing)
                .put("failureCount", 0);
        report.set("counts", counts);
        report.putArray("problems");
        report.putArray("refusedFiles");
        report.putArray("unreadMessages");
        ObjectNode run = report.putArray("runs")
                .addObject()
                .put("service", "stitch")
                .put("workflow", "stitch.yaml")
                .put("missingCount", missing)
                .put("failureCount", 0);
        run.set("counts", counts);
        for (String name : new String[] {"warnings", "notes", "droppedColumns", "failures", "calls"}) {
            run.putArray(name);
        }
        ArrayNode streams = run.putArray("missing")
                .addObject()
                .put("reason", "DESTINATION_TABLE_NOT_IN_CATALOG")
                .put("title", "destination table not in catalog")
                .put("remedy", "run the metadata ingestion of the warehouse, or check dbServiceNames")
                .put("count", missing)
                .putArray("streams");
        ArrayNode sources = run.putArray("sources");
        for (int i = 0; i < SOURCES; i++) {
            String name = "source_%03d".formatted(i);
            ObjectNode source = sources.addObject()
                    .put("name", name)
                    .put("type", "platform.hp-postgres")
                    .put("change", "created")
                    .put("streams", STREAMS);
            ArrayNode edges = source.putArray("edges");
            for (int j = 0; j < STREAMS; j++) {
                String stream = "stream_%02d_of_the_shop".formatted(j);
                if (j % 10 == 7) {
                    streams.addObject()
                            .put("source", name)
                            .put("stream", stream)
                            .put(
                                    "detail",
                                    "no table " + stream.toUpperCase(Locale.ROOT) + " in warehouse.ANALYTICS."
                                            + name.toUpperCase(Locale.ROOT));
                } else {
                    edges.addObject()
                            .put("stream", stream)
                            .put("from", "prod_postgres.shop." + name + "." + stream)
                            .put(
                                    "to",
                                    "warehouse.ANALYTICS." + name.toUpperCase(Locale.ROOT) + "."
                                            + stream.toUpperCase(Locale.ROOT))
                            .put("columns", 20);
                }
            }
        }
        json.writeTree(report);
    }
}
