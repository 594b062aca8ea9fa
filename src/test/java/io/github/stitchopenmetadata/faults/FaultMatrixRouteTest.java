package io.github.stitchopenmetadata.faults;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.faults.FaultRig.Manner;
import io.github.stitchopenmetadata.faults.FaultRig.Waits;
import io.github.stitchopenmetadata.faults.FaultyCall.End;
import io.github.stitchopenmetadata.faults.FaultyCall.Scene;
import io.github.stitchopenmetadata.run.Failure;
import io.github.stitchopenmetadata.run.Pass;
import io.github.stitchopenmetadata.run.Run;
import io.github.stitchopenmetadata.support.Extent;
import io.github.stitchopenmetadata.support.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/**
 * Every call that a run makes, with everything that may go wrong with it, once and always. {@link FaultyCall} declares how the
 * run then ends; whatever it is, all that was not delivered is told of, nothing else suffers, and the next run makes up for it.
 * Usually not every call is tried with every fault, but each call with one, each fault with one, and each way in which a run may end.
 */
class FaultMatrixRouteTest {

    private static final List<String> SOURCES = List.of("shop", "fulfilment", "crm", "clicks");
    private static final String PER_SOURCE = "(pipeline|table|edge|runs of) .*";

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("io.github.stitchopenmetadata");

    private static final Map<Scene, Set<String>> UNDISTURBED = new EnumMap<>(Scene.class);

    private static final Map<Fault, Map<End, Integer>> ENDS = Collections.synchronizedMap(new EnumMap<>(Fault.class));

    private static final Rigs RIGS = new Rigs();

    /** A rig takes longer to start than to be used, so each serves one case after the other. */
    private static final class Rigs {

        private final Map<Manner, Queue<FaultRig>> idle = new ConcurrentHashMap<>();
        private final Queue<FaultRig> all = new ConcurrentLinkedQueue<>();
        private Path folder;

        FaultRig take(Manner manner) throws Exception {
            FaultRig rig = idle(manner).poll();
            if (rig == null) {
                rig = new FaultRig(Files.createTempDirectory(folder, "rig"), manner);
                all.add(rig);
            }
            return rig;
        }

        void giveBack(Manner manner, FaultRig rig) {
            idle(manner).add(rig);
        }

        private Queue<FaultRig> idle(Manner manner) {
            return idle.computeIfAbsent(manner, key -> new ConcurrentLinkedQueue<>());
        }
    }

    @BeforeAll
    static void runUndisturbed(@TempDir Path folder) throws Exception {
        LOGGER.setAdditive(false);
        LOGGER.setLevel(Level.INFO);
        RIGS.folder = folder;
        Manner patient = new Manner(false, Waits.PATIENTLY, false);
        FaultRig rig = RIGS.take(patient);
        for (Scene scene : List.of(Scene.FIRST_RUN, Scene.NEXT_RUN, Scene.STATUS)) {
            rig.prepare(scene);
            assertDelivered(rig.run(scene));
            UNDISTURBED.put(scene, rig.contents());
        }
        UNDISTURBED.put(Scene.BULK_STATUS, UNDISTURBED.get(Scene.STATUS));
        RIGS.giveBack(patient, rig);
    }

    @AfterAll
    static void stop() throws IOException {
        LOGGER.setLevel(null);
        LOGGER.setAdditive(true);
        for (FaultRig rig : RIGS.all) {
            rig.close();
        }
        System.out.println(table());
    }

    /** @param inParts whether each source comes as several messages, which makes no difference */
    private record Case(FaultyCall call, Fault fault, boolean once, boolean inParts) {

        Case whole() {
            return new Case(call, fault, once, false);
        }

        End end() {
            return call.end(fault, once);
        }

        Manner manner() {
            return new Manner(call.scene() == Scene.BULK_STATUS, fault.waits(), inParts);
        }
    }

    static List<Case> cases() {
        List<Case> all = Stream.of(FaultyCall.values())
                .flatMap(call -> Stream.of(Fault.values())
                        .flatMap(fault -> Stream.of(true, false).map(once -> new Case(call, fault, once, true))))
                .toList();
        List<Case> some = oneOfEachKind(all);
        List<Case> everyOther = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            everyOther.add(i % 2 == 0 ? some.get(i) : some.get(i).whole());
        }
        return Extent.cases(
                everyOther,
                Stream.concat(all.stream(), some.stream().map(Case::whole)).toList());
    }

    /** Each call, each fault, once and always, and each way in which a run may end. */
    private static List<Case> oneOfEachKind(List<Case> all) {
        Set<List<Object>> faults = new HashSet<>();
        List<Case> some = new ArrayList<>();
        all.stream()
                .collect(Collectors.groupingBy(one -> one.call, LinkedHashMap::new, Collectors.toList()))
                .forEach((call, cases) -> some.add(cases.stream()
                        .filter(one -> faults.add(List.of(one.fault, one.once)))
                        .findFirst()
                        .orElse(cases.get(31 * call.ordinal() % cases.size()))));
        all.stream().filter(one -> faults.add(List.of(one.fault, one.once))).forEach(some::add);
        Set<End> ends = some.stream().map(Case::end).collect(Collectors.toSet());
        all.stream().filter(one -> ends.add(one.end())).forEach(some::add);
        return some;
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Execution(ExecutionMode.CONCURRENT)
    void endsAsDeclared(Case one) throws Exception {
        FaultyCall call = one.call;
        Fault fault = one.fault;
        FaultRig rig = RIGS.take(one.manner());
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
                assertThat(rig.contents()).isEqualTo(UNDISTURBED.get(call.scene()));
                assertThat(rig.deadLetters()).isEmpty();
            }
            ENDS.computeIfAbsent(fault, key -> new EnumMap<>(End.class)).merge(end, 1, Integer::sum);
        } finally {
            rig.recover();
            RIGS.giveBack(one.manner(), rig);
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

    private static void assertEnd(End end, FaultyCall call, FaultRig rig, Run run, Set<String> before)
            throws IOException {
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
            case DELIVERED -> assertThat(rig.contents()).isEqualTo(UNDISTURBED.get(call.scene()));
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
                    .isEqualTo(of(source, UNDISTURBED.get(call.scene()))));
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
    private static void assertTold(End end, FaultyCall call, Fault fault, FaultRig rig, Run run, LogLines log)
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
            assertThat(log.texts()).anyMatch(line -> line.contains(told) || line.contains(call.words(fault)));
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
    private static String table() {
        StringBuilder table = new StringBuilder(String.format("%-26s", "fault"));
        for (End end : End.values()) {
            table.append(String.format(" %15s", end.name().toLowerCase(Locale.ROOT)));
        }
        ENDS.forEach((fault, counts) -> {
            table.append(String.format("%n%-26s", fault.name().toLowerCase(Locale.ROOT)));
            for (End end : End.values()) {
                table.append(String.format(" %15s", counts.getOrDefault(end, 0)));
            }
        });
        return table.toString();
    }
}
