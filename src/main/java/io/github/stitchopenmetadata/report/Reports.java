package io.github.stitchopenmetadata.report;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.github.stitchopenmetadata.logging.StatusLine;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.AtomicFile;
import io.github.stitchopenmetadata.text.AtomicFile.Content;
import io.github.stitchopenmetadata.text.AtomicFile.Planned;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import io.github.stitchopenmetadata.text.VisibleText;
import io.github.stitchopenmetadata.workflow.LoggerLevel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Leaves the report of each pass: {@code report.json} for programs and {@code report.html} for people are those of the newest
 * lineage pass; {@code history} holds the newest of each kind, and {@code index.html} leads to them.
 */
public final class Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    /** What is shown whatever {@code loggerLevel} says. */
    private static final Logger OUTCOME = LoggerFactory.getLogger(LoggerLevel.OUTCOME);

    /** Where logging is configured otherwise, at least summaries do not mix. */
    private static final Object SUMMARIES = new Object();

    private static final Page PAGE =
            new Page("/report/report.html", "/report/common.js", "/report/lineage.js", "/report/report.js");

    private final Path directory;
    private final boolean ownersOnly;
    private final KeptReports history;

    /**
     * @param directory  made when the first report is written
     * @param keep       how many reports of each kind are kept in the history
     * @param ownersOnly whether nobody but the owner of the process may read them
     */
    public Reports(String directory, int keep, boolean ownersOnly) {
        this.directory = Path.of(directory);
        this.ownersOnly = ownersOnly;
        this.history = new KeptReports(this.directory, keep, ownersOnly);
    }

    /** @throws IOException if it cannot be written; what was there before is whole */
    public synchronized void write(Pass pass) throws IOException {
        if (pass.isPrinted()) {
            return;
        }
        Content json = out -> {
            try (var generator = Json.MAPPER.createGenerator(out)) {
                generator.setPrettyPrinter(new DefaultPrettyPrinter()).setCharacterEscapes(new VisibleText());
                PassJson.write(pass, history.isKept(), generator);
            }
        };
        Content page = out -> PAGE.write(out, generator -> PassJson.write(pass, history.isKept(), generator));
        boolean newest = pass.kind() == Pass.Kind.LINEAGE;
        if (history.isKept()) {
            history.keep(pass, json, page);
            json = history.copy(pass, ".json");
            page = history.copy(pass, ".html");
        }
        if (newest) {
            Path place = directory.resolve("report.html");
            AtomicFile.write(
                    List.of(new Planned(directory.resolve("report.json"), json), new Planned(place, page)), ownersOnly);
            LOG.info("The report is {}", place);
        }
        history.update();
    }

    /** Says why there is no new report. */
    public void notWritten(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception cause) {
        LOG.warn("The report could not be written to {}: {}", directory, Explanation.of(cause));
    }

    /** Logs what a pass has to say that belongs to none of its runs, unless its result is printed. */
    public void log(Pass pass) {
        if (!pass.isPrinted()) {
            Summary.lines(pass).forEach(Reports::log);
        }
    }

    /** Logs the summary of a run that has ended, unless its result is printed. No line of another account comes in between. */
    public void logRun(@Variable("run") Run run) {
        if (!run.kind().isPrinted()) {
            List<Summary.Line> lines = Summary.lines(run, run.life().took());
            synchronized (SUMMARIES) {
                StatusLine.terminal().whole(() -> lines.forEach(Reports::log));
            }
        }
    }

    private static void log(Summary.Line line) {
        Logger log = line.level() == Level.INFO ? LOG : OUTCOME;
        log.atLevel(line.level()).log(line.text());
    }

    /** @return a finished pass in words, one line each */
    public List<String> summary(Pass pass) {
        return Stream.concat(
                        Summary.of(pass).stream(),
                        pass.runs().stream()
                                .flatMap(run -> Summary.of(run, run.life().took()).stream()))
                .toList();
    }

    /** Lets go of what was kept for the report of a pass. */
    public void close(Pass pass) {
        pass.runs().forEach(run -> run.counts().closeLogs());
    }
}
