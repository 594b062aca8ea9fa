package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.sandbox.StitchAccount;
import io.github.stitchopenmetadata.support.Connector;
import io.github.stitchopenmetadata.support.LogLines;
import io.github.stitchopenmetadata.support.Servers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What a run logs: little, and all of it with its id. */
class RunLinesRouteTest {

    @Test
    void carriesTheIdOfTheRunOnEveryLineOfEveryThread() throws Exception {
        try (Servers servers = Servers.of(StitchAccount.generated(6, 4, 2, 1.0));
                Connector connector = servers.connector(Map.of());
                LogLines lines = new LogLines()) {
            ((Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata")).setLevel(Level.DEBUG);

            Pass lineage = connector.ingest();
            List<ILoggingEvent> ofLineage = ofRuns(lines.events());
            Pass status = connector.status();
            List<ILoggingEvent> ofStatus =
                    ofRuns(lines.events()).stream().skip(ofLineage.size()).toList();

            assertThat(threads(ofLineage, "source-")).hasSizeGreaterThan(1);
            assertThat(threads(ofLineage, "stream-")).isNotEmpty();
            assertThat(threads(ofLineage, "Camel ")).hasSizeGreaterThan(1);
            assertThat(ofLineage).hasSizeGreaterThan(60).allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                    .as(line.getFormattedMessage())
                    .containsEntry("run", lineage.runs().get(0).id()));
            assertThat(ofStatus).hasSizeGreaterThan(5).allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                    .as(line.getFormattedMessage())
                    .containsEntry("run", status.runs().get(0).id()));
            assertThat(MDC.get("run")).isNull();
        }
    }

    /** A report is about all runs of a pass, so its line belongs to none. */
    private static List<ILoggingEvent> ofRuns(List<ILoggingEvent> lines) {
        return lines.stream()
                .filter(line -> !line.getFormattedMessage().startsWith("The report is "))
                .toList();
    }

    @Test
    void saysInfoOnlyNowAndThen() throws Exception {
        try (Servers servers = Servers.of(StitchAccount.generated(200, 1, 1, 1.0));
                Connector connector = Connector.between(
                        servers.account.url(), servers.catalogServer.url(), Map.of("progress.interval", "100"));
                LogLines lines = new LogLines()) {
            ((Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata")).setLevel(Level.INFO);

            Pass pass = connector.ingest();

            List<String> progress = lines.at(Level.INFO).stream()
                    .filter(line -> line.contains(" of 200 sources, "))
                    .toList();
            assertThat(progress)
                    .isNotEmpty()
                    .allMatch(
                            line -> line.matches(
                                    "stitch: [\\d,]+ of 200 sources, [\\d,]+ streams, [\\d,]+ edges, \\d+ s(, about .* left)?"));
            assertThat(lines.events())
                    .filteredOn(line -> line.getFormattedMessage().contains(" of 200 sources, "))
                    .allSatisfy(line -> assertThat(line.getMDCPropertyMap())
                            .containsEntry("run", pass.runs().get(0).id()));
            assertThat(pass.exitStatus()).isZero();
            // before the account has been read a line does not know of its sources
            assertThat(lines.events())
                    .filteredOn(line -> !line.getFormattedMessage().contains(" streams, "))
                    .hasSizeLessThan(8);
        }
    }

    private static List<String> threads(List<ILoggingEvent> lines, String prefix) {
        return lines.stream()
                .map(ILoggingEvent::getThreadName)
                .filter(name -> name.startsWith(prefix))
                .distinct()
                .collect(Collectors.toList());
    }
}
