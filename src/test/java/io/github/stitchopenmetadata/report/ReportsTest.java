package io.github.stitchopenmetadata.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.catalog.model.Catalogs;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Runs;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

    private static final int PASSES = 10;

    @TempDir
    private Path folder;

    private static Pass pass(Runs runs) {
        Pass pass = runs.begin("lineage");
        runs.finish(pass);
        return pass;
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("history"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    @Test
    void loseNoneWhereTwoProcessesShareTheFolder() throws Exception {
        Callable<Void> process = () -> {
            Runs runs = new Runs(new Workflows(), new Catalogs());
            Reports reports = new Reports(folder.toString(), 100, false);
            for (int i = 0; i < PASSES; i++) {
                reports.write(pass(runs));
            }
            return null;
        };
        ExecutorService processes = Executors.newFixedThreadPool(2);
        try {
            for (Future<Void> end : processes.invokeAll(List.of(process, process))) {
                end.get();
            }
        } finally {
            processes.shutdownNow();
        }

        assertThat(kept()).hasSize(2 * PASSES);
        String index = Files.readString(folder.resolve("index.html"));
        assertThat(kept()).allMatch(file -> index.contains(file.getFileName().toString()));
    }
}
