package io.github.stitchopenmetadata.flow.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.sandbox.CatalogSnapshot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Plays one history, and looks at the whole catalog after each of its runs. */
final class Player {

    private final History.Stage stage;
    private final World world;
    private final List<String> told = new ArrayList<>();

    Player(History.Stage stage, Warehouse warehouse) {
        this.stage = stage;
        this.world = new World(stage.version(), warehouse, stage.catalog());
        told.add(warehouse + " at " + stage.version());
    }

    History.Story play(History history) {
        Chance chance = new Chance(history.seed());
        for (int sources = chance.between(1, chance.between(1, history.mostSources())); sources > 0; sources--) {
            told.add("in the beginning " + world.inventor.addSource(chance));
        }
        boolean anything = true;
        for (History.Step step : history.steps()) {
            for (History.Happening happening : step.happenings()) {
                String what = happening.event().happen(world, new Chance(happening.seed()));
                if (what != null) {
                    told.add(what);
                    anything = true;
                }
            }
            stage.stitch().replace(world.account.served());
            String wrong = step.breakdown() == 0 ? run(anything) : runAfterBreakdown(new Chance(step.breakdown()));
            if (wrong != null) {
                return new History.Story(told, wrong);
            }
            anything = false;
        }
        return new History.Story(told, null);
    }

    private String run(boolean anything) {
        told.add("RUN");
        CatalogSnapshot before = world.catalog.snapshot();
        long writes = stage.catalog().writes();
        List<String> failures = stage.run().get();
        List<String> facts = facts();
        world.expected = world.expected.after(world.account, world.tables, Set.of());
        if (!anything && stage.catalog().writes() > writes + world.expected.refused()) {
            return stage.catalog().writes() - writes + " writes although nothing had changed";
        }
        return failures.isEmpty() ? wrong(before, facts) : "failed: " + failures;
    }

    /** A run while one of the servers goes down, and one that completes it. */
    private String runAfterBreakdown(Chance chance) {
        CatalogSnapshot before = world.catalog.snapshot();
        List<String> factsBefore = facts();
        breakDown(chance);
        List<String> halfway = facts();
        told.add("RUN");
        List<String> failures = stage.run().get();
        List<String> facts = facts();
        world.expected = afterBreakdown(facts);
        String wrong = failures.isEmpty() ? wrong(before, facts) : "failed: " + failures;
        return wrong == null ? wrongHalfway(factsBefore, halfway, facts) : wrong;
    }

    private void breakDown(Chance chance) {
        boolean stitch = chance.inPercent(25);
        int requests = chance.between(0, stitch ? 20 : 60);
        told.add("RUN while " + (stitch ? "Stitch" : "the catalog") + " breaks down after " + requests + " requests");
        if (stitch) {
            stage.stitch().breakDownAfter(requests);
        } else {
            stage.catalog().breakDownAfter(requests);
        }
        stage.run().get();
        stage.stitch().recover();
        stage.catalog().recover();
    }

    /** The run that broke down may have left sources open that have not changed, because a stream of them could not be read. */
    private Expected afterBreakdown(List<String> facts) {
        Expected plain = world.expected.after(world.account, world.tables, Set.of());
        List<String> sources =
                world.account.existing().stream().map(source -> source.name).toList();
        for (long open = 0; open < 1L << sources.size(); open++) {
            Set<String> names = BitSet.valueOf(new long[] {open}).stream()
                    .mapToObj(sources::get)
                    .collect(Collectors.toSet());
            Expected after = world.expected.after(world.account, world.tables, names);
            if (after.facts().equals(facts)) {
                return after;
            }
        }
        return plain;
    }

    private List<String> facts() {
        CatalogSnapshot snapshot = world.catalog.snapshot();
        Map<String, JsonNode> pipelines = new TreeMap<>(snapshot.pipelines());
        pipelines.keySet().removeAll(List.of("airflow.nightly", Expected.BY_HAND));
        return Facts.of(pipelines, snapshot.edges(), stage.version());
    }

    private String wrong(CatalogSnapshot before, List<String> facts) {
        Map<String, Map<String, JsonNode>> othersBefore = others(before);
        Map<String, Map<String, JsonNode>> others = others(world.catalog.snapshot());
        return others.equals(othersBefore)
                ? Facts.difference(world.expected.facts(), facts)
                : "what is not ours was " + othersBefore + "\nand is " + others;
    }

    /** All entities that the integration has no business with. */
    private static Map<String, Map<String, JsonNode>> others(CatalogSnapshot snapshot) {
        Map<String, Map<String, JsonNode>> others = new TreeMap<>();
        snapshot.entities().forEach((type, entities) -> {
            Map<String, JsonNode> kept = new TreeMap<>(entities);
            kept.keySet().removeIf(fqn -> fqn.matches("(?i)stitch(\\..*)?") && !fqn.equals(Expected.BY_HAND));
            others.put(type, kept);
        });
        return others;
    }

    /**
     * A run that breaks down leaves nothing that was not there before and is not to be there after, and loses nothing that is
     * both. Only a deleted pipeline may have come back, whose edges are found in no other way.
     */
    private static String wrongHalfway(List<String> before, List<String> halfway, List<String> after) {
        List<String> lost = before.stream()
                .filter(after::contains)
                .filter(fact -> !halfway.contains(fact) && !fact.endsWith(" deleted = true"))
                .toList();
        List<String> odd = halfway.stream()
                .filter(fact -> !before.contains(fact) && !after.contains(fact))
                .filter(fact -> !fact.endsWith(" deleted = false"))
                .toList();
        return lost.isEmpty() && odd.isEmpty()
                ? null
                : "the run that broke down lost:\n  " + String.join("\n  ", lost) + "\nand left:\n  "
                        + String.join("\n  ", odd);
    }
}
