package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.CatalogSnapshot;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Some runs of the integration, with what happens before each of them. The same seed makes the same history.
 *
 * @param seed of the account that it begins with
 * @param steps what happens before each run
 */
public record History(long seed, Warehouse warehouse, List<Step> steps) {

    /**
     * What happens before a run.
     *
     * @param breakdown decides how a run before that one, and after all that happens, breaks down; 0 for no such run
     */
    record Step(List<Happening> happenings, long breakdown) {
    }

    /** @param seed decides what it happens to */
    record Happening(Event event, long seed) {
    }

    /** The integration between two servers: a run gives what failed in it. */
    public record Stage(Version version, StitchServer stitch, CatalogServer catalog, Supplier<List<String>> run) {

        public static Stage of(String version, StitchServer stitch, CatalogServer catalog, Supplier<List<String>> run) {
            return new Stage(Version.of(version), stitch, catalog, run);
        }
    }

    public static History random(long seed, int leastRuns, int mostRuns, int mostEvents) {
        Chance chance = new Chance(seed);
        List<Event> played = java.util.Arrays.stream(Event.values()).filter(e -> !List.of(System.getProperty("history.without", "").split(",")).contains(e.name())).toList();
        Warehouse warehouse = chance.one(Warehouse.values());
        List<Step> steps = new ArrayList<>();
        for (int run = chance.between(leastRuns, mostRuns); run > 0; run--) {
            List<Happening> happenings = new ArrayList<>();
            for (int event = chance.between(0, mostEvents); event > 0; event--) {
                happenings.add(new Happening(chance.one(played), chance.seed()));
            }
            steps.add(new Step(happenings, chance.inPercent(15) ? chance.seed() : 0));
        }
        return new History(seed, warehouse, steps);
    }

    /**
     * Plays it, and looks at the whole catalog after each run.
     *
     * @return what was not as it should be, with all that had happened, or null
     */
    public String play(Stage stage) {
        World world = new World(stage.version, warehouse, stage.stitch, stage.catalog);
        List<String> told = new ArrayList<>(List.of(warehouse + " at " + stage.version));
        Chance chance = new Chance(seed);
        for (int sources = chance.between(1, chance.between(1, 3)); sources > 0; sources--) {
            Account.Source source = Stitch.addSource(world, chance, chance.one(Stitch.freeNames(world.account)));
            told.add("in the beginning " + source);
        }
        for (Step step : steps) {
            boolean anything = step == steps.get(0);
            for (Happening happening : step.happenings) {
                String what = happening.event.happen(world, new Chance(happening.seed));
                if (what != null) {
                    told.add(what);
                    anything = true;
                }
            }
            world.serve();
            List<String> before = world.facts(world.catalog.snapshot());
            if (step.breakdown != 0) {
                told.add("RUN that breaks down, " + breakDown(stage, new Chance(step.breakdown)));
            }
            List<String> halfway = world.facts(world.catalog.snapshot());
            told.add("RUN");
            String wrong = run(world, stage, anything, step.breakdown != 0);
            if (wrong == null && step.breakdown != 0) {
                wrong = wrongHalfway(before, halfway, world.expected.facts());
            }
            if (wrong != null) {
                return String.join("\n", told) + "\n" + wrong;
            }
        }
        return null;
    }

    /** A run while one of the servers goes down. */
    private static String breakDown(Stage stage, Chance chance) {
        boolean stitch = chance.inPercent(25);
        int requests = chance.between(0, stitch ? 20 : 60);
        if (stitch) {
            stage.stitch.breakDownAfter(requests);
        } else {
            stage.catalog.breakDownAfter(requests);
        }
        stage.run.get();
        stage.stitch.recover();
        stage.catalog.recover();
        return (stitch ? "Stitch" : "the catalog") + " after " + requests + " requests";
    }

    /**
     * A run that breaks down leaves nothing that was not there before and is not to be there after, and loses nothing that is
     * both. Only a deleted pipeline may have come back, whose edges are found in no other way.
     */
    private static String wrongHalfway(List<String> before, List<String> halfway, List<String> after) {
        List<String> lost = before.stream().filter(after::contains)
                .filter(fact -> !halfway.contains(fact) && !fact.endsWith(" deleted = true")).toList();
        List<String> odd = halfway.stream().filter(fact -> !before.contains(fact) && !after.contains(fact))
                .filter(fact -> !fact.endsWith(" deleted = false")).toList();
        return lost.isEmpty() && odd.isEmpty() ? null : "the run that broke down lost:\n  " + String.join("\n  ", lost)
                + "\nand left:\n  " + String.join("\n  ", odd);
    }

    private static String run(World world, Stage stage, boolean anything, boolean interrupted) {
        CatalogSnapshot before = world.catalog.snapshot();
        long writes = stage.catalog.writes();
        List<String> failures = stage.run.get();
        CatalogSnapshot after = world.catalog.snapshot();
        world.ran(world.facts(after), interrupted);
        if (!failures.isEmpty()) {
            return "failed: " + failures;
        }
        if (!anything && !interrupted && stage.catalog.writes() > writes) {
            return stage.catalog.writes() - writes + " writes although nothing had changed";
        }
        if (!others(before).equals(others(after))) {
            return "what is not ours was " + others(before) + "\nand is " + others(after);
        }
        return difference(world.expected.facts(), world.facts(after));
    }

    /** All entities that the integration has no business with. */
    private static Map<String, Map<String, JsonNode>> others(CatalogSnapshot snapshot) {
        Map<String, Map<String, JsonNode>> others = new TreeMap<>();
        snapshot.entities().forEach((type, entities) -> {
            Map<String, JsonNode> kept = new TreeMap<>(entities);
            kept.keySet().removeIf(fqn -> fqn.equals("Stitch") || fqn.startsWith("Stitch.") || fqn.equals("stitch")
                    || fqn.startsWith("stitch.") && !fqn.equals(Expected.BY_HAND));
            others.put(type, kept);
        });
        return others;
    }

    private static String difference(List<String> expected, List<String> actual) {
        if (expected.equals(actual)) {
            return null;
        }
        List<String> missing = new ArrayList<>(expected);
        actual.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(actual);
        expected.forEach(surplus::remove);
        return "missing:\n  " + String.join("\n  ", missing) + "\nnot expected:\n  " + String.join("\n  ", surplus);
    }

    /** The same with as little as possible happening, which still goes wrong. */
    public History shrunk(Stage stage) {
        History smallest = this;
        for (int step = steps.size() - 1; step >= 0; step--) {
            for (int happening = smallest.steps.get(step).happenings.size() - 1; happening >= 0; happening--) {
                smallest = smallest.or(smallest.without(step, happening), stage);
            }
            smallest = smallest.or(smallest.with(step, new Step(smallest.steps.get(step).happenings, 0)), stage);
        }
        for (int step = smallest.steps.size() - 1; step >= 0 && smallest.steps.size() > 1; step--) {
            List<Step> fewer = new ArrayList<>(smallest.steps);
            fewer.remove(step);
            smallest = smallest.or(new History(seed, warehouse, fewer), stage);
        }
        return smallest;
    }

    private History or(History smaller, Stage stage) {
        return smaller.play(stage) == null ? this : smaller;
    }

    private History without(int step, int happening) {
        List<Happening> fewer = new ArrayList<>(steps.get(step).happenings);
        fewer.remove(happening);
        return with(step, new Step(fewer, steps.get(step).breakdown));
    }

    private History with(int step, Step other) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(step, other);
        return new History(seed, warehouse, changed);
    }
}
