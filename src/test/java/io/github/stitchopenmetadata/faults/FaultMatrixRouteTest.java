package io.github.stitchopenmetadata.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.faults.FaultyCall.End;
import io.github.stitchopenmetadata.faults.FaultyCall.Scene;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.LogLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Every call that a run makes, with everything that may go wrong with it, once and always. {@link FaultyCall} declares how the
 * run then ends; whatever it is, all that was not delivered is told of, nothing else suffers, and the next run makes up for it.
 * Usually each call is tried with one fault for each way in which a run may end, another one with each call, and each fault
 * with one call.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(30)
class FaultMatrixRouteTest {

    private static final List<String> SOURCES = List.of("shop", "fulfilment", "crm", "clicks");
    private static final String PER_SOURCE = "(pipeline|table|edge|runs of) .*";

    private static final int RIGS = 3;
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata");

    private final Map<Scene, Set<String>> undisturbed = new EnumMap<>(Scene.class);
    private final Map<Fault, Map<End, Integer>> ends = Collections.synchronizedMap(new EnumMap<>(Fault.class));
    private final BlockingQueue<FaultRig> rigs = new ArrayBlockingQueue<>(RIGS);

    @BeforeAll
    void runUndisturbed(@TempDir Path folder) throws Exception {
        LOGGER.setAdditive(false);
        LOGGER.setLevel(Level.INFO);
        for (int i = 0; i < RIGS; i++) {
            FaultRig rig = new FaultRig(folder.resolve("rig" + i));
            for (Scene scene : Scene.values()) {
                // the first time of everything takes longer than the rig has patience
                rig.prepare(scene);
                rig.run(scene);
                rig.prepare(scene);
                assertDelivered(rig.run(scene));
                undisturbed.put(scene, rig.contents());
            }
            rigs.add(rig);
        }
    }

    @AfterAll
    void stop() throws IOException {
        LOGGER.setLevel(null);
        LOGGER.setAdditive(true);
        for (FaultRig rig : rigs) {
            rig.close();
        }
        System.out.println(table());
    }

    private record Case(FaultyCall call, Fault fault, boolean once) {

        End end() {
            return call.end(fault, once);
        }
    }

    static List<Case> cases() {
        List<Case> all = Stream.of(FaultyCall.values())
                .flatMap(call -> Stream.of(Fault.values())
                        .flatMap(fault -> Stream.of(true, false).map(once -> new Case(call, fault, once))))
                .toList();
        return Extent.cases(oneOfEachKind(all), all);
    }

    private static List<Case> oneOfEachKind(List<Case> all) {
        List<Case> some = new ArrayList<>();
        Map<Object, List<Case>> kinds = all.stream()
                .collect(Collectors.groupingBy(
                        one -> List.of(one.call, one.end(), one.once), LinkedHashMap::new, Collectors.toList()));
        Set<List<Object>> tried = new HashSet<>();
        kinds.values().forEach(kind -> {
            // the first that was not tried with any other call, so that all faults have their turn
            Case one = kind.stream()
                    .filter(other -> tried.add(List.of(other.fault, other.once, other.end())))
                    .findFirst()
                    .orElse(kind.get(kind.get(0).call.ordinal() % kind.size()));
            some.add(one);
        });
        return some;
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Execution(ExecutionMode.CONCURRENT)
    void endsAsDeclared(Case one) throws Exception {
        FaultyCall call = one.call;
        Fault fault = one.fault;
        FaultRig rig = rigs.take();
        try (LogLines log = new LogLines()) {
            End end = one.end();
            rig.prepare(call.scene());
            Set<String> before = rig.contents();
            rig.trouble(call, fault, one.once ? 1 : Integer.MAX_VALUE);
            Pass pass = rig.run(call.scene());
            rig.recover();

            assertThat(rig.struck(call)).isPositive();
            assertThat(pass.problems()).isEmpty();
            assertEnd(end, call, rig, pass.runs().get(0), before);
            assertThat(pass.exitStatus()).isEqualTo(exitStatus(end));
            assertTold(end, call, fault, rig, pass.runs().get(0), log);
            if (end != End.DELIVERED) {
                assertDelivered(rig.run(call.scene()));
                assertThat(rig.contents()).isEqualTo(undisturbed.get(call.scene()));
                assertThat(rig.deadLetters()).isEmpty();
            }
            ends.computeIfAbsent(fault, key -> new EnumMap<>(End.class)).merge(end, 1, Integer::sum);
        } finally {
            rig.recover();
            rigs.add(rig);
        }
    }

    private static void assertDelivered(Pass pass) {
        assertThat(pass.runs())
                .allSatisfy(run -> assertThat(run.life().stopped()).isNull())
                .allSatisfy(run -> assertThat(run.problems().failures()).isEmpty());
        assertThat(pass.exitStatus()).isZero();
    }

    private static int exitStatus(End end) {
        return switch (end) {
            case DELIVERED, TAKEN_AS_ABSENT, NOTED -> 0;
            case STREAM_FAILED, SOURCE_FAILED, DEAD_LETTER, FAILED -> 1;
            case STOPPED, STOPPED_MIDWAY -> 2;
        };
    }

    private void assertEnd(End end, FaultyCall call, FaultRig rig, Run run, Set<String> before) throws IOException {
        boolean stopped = end == End.STOPPED || end == End.STOPPED_MIDWAY;
        assertThat(run.life().stopped() != null).as(run.life().stopped()).isEqualTo(stopped);
        assertThat(run.problems().failures())
                .hasSize(
                        switch (end) {
                            case STREAM_FAILED, SOURCE_FAILED, FAILED -> 1;
                            case DEAD_LETTER -> Math.max(1, rig.deadLetters().size());
                            default -> 0;
                        });
        switch (end) {
            case DELIVERED -> assertThat(rig.contents()).isEqualTo(undisturbed.get(call.scene()));
            case STOPPED ->
                assertThat(rig.contents())
                        .filteredOn(thing -> !thing.startsWith("pipelineService "))
                        .isSubsetOf(before);
            case DEAD_LETTER ->
                assertThat(rig.deadLetters()).isNotEmpty().allMatch(source -> source.contains(call.source()));
            case STREAM_FAILED, SOURCE_FAILED ->
                assertThat(run.problems().failures().get(0).what()).containsIgnoringCase(call.source());
            default -> {}
        }
        if (end != End.DEAD_LETTER && end != End.STOPPED_MIDWAY) {
            assertThat(rig.deadLetters()).isEmpty();
        }
        if (!stopped && !call.source().isEmpty()) {
            SOURCES.stream().filter(source -> !source.equals(call.source())).forEach(source -> assertThat(
                            of(source, rig.contents()))
                    .isEqualTo(of(source, undisturbed.get(call.scene()))));
        }
    }

    /** What the catalog holds for a source. */
    private static Set<String> of(String source, Set<String> things) {
        return things.stream()
                .filter(thing -> thing.matches(PER_SOURCE)
                        && thing.toLowerCase(Locale.ROOT).contains(source))
                .collect(Collectors.toSet());
    }

    /** In the summary, and in the report of a lineage run. */
    private void assertTold(End end, FaultyCall call, Fault fault, FaultRig rig, Run run, LogLines log)
            throws IOException {
        String told = end == End.NOTED
                ? String.join("; ", run.problems().notes())
                : end == End.STOPPED || end == End.STOPPED_MIDWAY
                        ? run.life().stopped()
                        : run.problems().failures().stream()
                                .map(Failure::why)
                                .distinct()
                                .collect(Collectors.joining("; "));
        boolean silent = end == End.DELIVERED || end == End.TAKEN_AS_ABSENT;
        assertThat(run.problems().notes()).hasSize(end == End.NOTED ? 1 : 0);
        if (!silent) {
            assertThat(told).contains(call.words(fault)).isNotBlank();
            assertThat(log.at(Level.INFO)).anyMatch(line -> line.contains(told) || line.contains(call.words(fault)));
            if (!call.scene().isStatus()) {
                JsonNode report = rig.report();
                assertThat(report.path("exitStatus").asInt()).isEqualTo(exitStatus(end));
                assertThat(report.findValuesAsText("why").toString()
                                + report.findValue("notes")
                                + report.findValuesAsText("stopped"))
                        .contains(call.words(fault));
            }
        }
    }

    /** How many cases ended how. */
    private String table() {
        StringBuilder table = new StringBuilder(String.format("%-26s", "fault"));
        for (End end : End.values()) {
            table.append(String.format(" %15s", end.name().toLowerCase(Locale.ROOT)));
        }
        ends.forEach((fault, counts) -> {
            table.append(String.format("%n%-26s", fault.name().toLowerCase(Locale.ROOT)));
            for (End end : End.values()) {
                table.append(String.format(" %15s", counts.getOrDefault(end, 0)));
            }
        });
        return table.toString();
    }
}
