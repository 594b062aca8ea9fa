package io.github.stitchopenmetadata.app;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * The setting {@code ingest.role}: {@code all} where one process reads Stitch and writes to OpenMetadata; {@code extract} and
 * {@code deliver} where these are different processes, with a broker and a database between them.
 */
public final class Roles {

    static final String NAME = "ingest.role";

    private static final String EXTRACT = "extract";
    private static final String DELIVER = "deliver";

    /** Schemes of endpoints that end with the process. */
    private static final List<String> IN_PROCESS = List.of("seda", "direct", "vm", "mock", "stub", "disruptor");

    /** The settings that may name an endpoint of a broker. */
    private static final List<String> ENDPOINTS =
            List.of("lineage.queue", "lineage.results", "deadletter.endpoint", "workflows.queue");

    /** Without it Camel passes over a message of each partition whenever it cannot read from the broker. */
    private static final String POLL = "pollOnError=RECONNECT";

    /** Without these it goes on behind a message that was not delivered. */
    private static final List<String> ALL_DELIVERED =
            List.of(POLL, "breakOnFirstError=true", "autoCommitEnable=false", "allowManualCommit=true");

    private static final String OF_COMPONENT = "camel.component.kafka.";

    private Roles() {}

    /** Whether a process with these settings begins no run on its own. */
    static boolean onlyDelivers(UnaryOperator<String> settings) {
        return settings.apply(NAME).equals(DELIVER);
    }

    /**
     * @param settings gives the text of a setting, or ""
     * @return what is to be set before a process can have the role that it is given; empty where nothing is
     */
    static List<String> problems(UnaryOperator<String> settings) {
        String role = settings.apply(NAME);
        List<String> problems = new ArrayList<>();
        if (role.equals(EXTRACT) || role.equals(DELIVER)) {
            String because = NAME + " is " + role + ", so that other processes ";
            if (!leadsAway(settings.apply("lineage.queue"))) {
                problems.add(
                        because + (role.equals(EXTRACT) ? "deliver" : "extract")
                                + ": lineage.queue must lead to them, such as kafka:stitch-lineage?… or jms:queue:stitch-lineage?…");
            }
            if (!leadsAway(settings.apply("lineage.results"))) {
                problems.add(
                        because
                                + (role.equals(EXTRACT) ? "tell of deliveries" : "are told of deliveries")
                                + ": lineage.results must lead to them, such as kafka:stitch-results?… or jms:topic:stitch-results");
            }
            if (settings.apply("state.jdbc.url").isBlank()) {
                problems.add(because
                        + "deliver the same sources: state.jdbc.url must name the PostgreSQL database that they share");
            }
        }
        if (!settings.apply("workflows.queue").isBlank()
                && settings.apply("lineage.results").isBlank()) {
            problems.add(
                    "workflows.queue leads to other processes, which tell of their runs: lineage.results must lead back, such as"
                            + " kafka:stitch-results?… or jms:topic:stitch-results");
        }
        addLosses(problems, settings, "lineage.queue", ALL_DELIVERED);
        addLosses(problems, settings, "workflows.queue", ALL_DELIVERED);
        addLosses(problems, settings, "lineage.results", List.of(POLL));
        return problems;
    }

    /** @param needed options of a topic that is read here, in its address or for all topics */
    private static void addLosses(
            List<String> problems, UnaryOperator<String> settings, String name, List<String> needed) {
        String endpoint = settings.apply(name);
        if (!scheme(endpoint).equals("kafka")) {
            return;
        }
        List<String> options =
                List.of(endpoint.replaceFirst("(?s)^[^?]*[?]?", "").split("&"));
        List<String> lacking = needed.stream()
                .filter(option -> !options.contains(option))
                .filter(option -> !settings.apply(OF_COMPONENT + option.replaceFirst("=.*", ""))
                        .equals(option.replaceFirst(".*=", "")))
                .toList();
        if (!lacking.isEmpty()) {
            problems.add(name + " is a topic of Kafka without " + String.join(", ", lacking)
                    + ": messages would be passed over after an error; add it to the address");
        }
    }

    private static boolean leadsAway(String endpoint) {
        return !endpoint.isBlank() && !IN_PROCESS.contains(scheme(endpoint));
    }

    /**
     * @param settings    gives the text of a setting, or ""
     * @param isComponent whether there is a Camel component of that name
     * @return which component is not there that an endpoint needs, and how it comes there; empty where all are
     */
    static List<String> missingComponents(UnaryOperator<String> settings, Predicate<String> isComponent) {
        return ENDPOINTS.stream()
                .filter(name -> !settings.apply(name).isBlank())
                .filter(name -> !isComponent.test(scheme(settings.apply(name))))
                .map(name -> scheme(settings.apply(name)))
                .distinct()
                .map(scheme -> "Camel's component for " + scheme + ": is not there: " + howToAdd(scheme))
                .toList();
    }

    private static String howToAdd(String scheme) {
        return switch (scheme) {
            case "kafka", "jms" ->
                "add -P" + scheme + " to mvn compile camel:run; for the jar, fill the folder lib/ beside it with mvn -P"
                        + scheme + " dependency:copy-dependencies@lib";
            default -> "put camel-" + scheme + ", with what it needs, into the folder lib/ beside the jar";
        };
    }

    /** Of an endpoint of Camel. */
    private static String scheme(String endpoint) {
        return endpoint.strip().replaceFirst("(?s):.*", "");
    }
}
