package io.github.stitchopenmetadata.management;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.Workflows;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the program says when it is up: its version, the accounts with the versions of their servers, and the next runs. */
public final class StartLine {

    private static final Logger LOG = LoggerFactory.getLogger(StartLine.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm z");

    private final Workflows workflows;
    private final Schedule schedule;

    public StartLine(Workflows workflows, Schedule schedule) {
        this.workflows = workflows;
        this.schedule = schedule;
    }

    /** An account, whose server is asked for its version. */
    public static final class Account {

        private final Run run;
        private volatile String server = "does not answer";

        private Account(Run run) {
            this.run = run;
        }

        private String words() {
            return run.workflow().serviceName() + " (OpenMetadata "
                    + run.workflow().openMetadata().baseUrl() + " " + server + ")";
        }
    }

    /** Those that can be read; what is wrong with the others the first pass says. */
    public List<Account> accounts() {
        return workflows.list(problems -> {}).stream()
                .map(workflow -> new Account(Run.of(Pass.Kind.LINEAGE, workflow)))
                .toList();
    }

    /** The run for which the server of the account is asked. */
    public Run run(Account account) {
        return account.run;
    }

    /** @param answer of {@code GET /system/version} */
    public Account answered(Account account, JsonNode answer) {
        account.server = answer.path("version").asText("tells no version");
        return account;
    }

    public void tell(List<Account> accounts) {
        LOG.info(
                "stitch-openmetadata {}, Java {}: {}; {}",
                Version.own(),
                Runtime.version(),
                OneLine.of(accounts.stream().map(Account::words).collect(Collectors.joining(", "))),
                nextRuns());
    }

    private String nextRuns() {
        if (schedule.onlyDelivers()) {
            return "delivers what others extract (ingest.role)";
        }
        Optional<Instant> lineage = schedule.next();
        Optional<Instant> status = schedule.nextStatus();
        return lineage.isEmpty() && status.isEmpty()
                ? "one pass, and nothing on a schedule"
                : "on schedule lineage " + words(lineage) + ", run status " + words(status);
    }

    private static String words(Optional<Instant> time) {
        return time.map(instant -> TIME.format(instant.atZone(ZoneId.systemDefault())))
                .orElse("never");
    }
}
