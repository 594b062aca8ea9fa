package io.github.stitchopenmetadata.flow.history;

import io.github.stitchopenmetadata.sandbox.CatalogServer;
import io.github.stitchopenmetadata.sandbox.StitchServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Some runs of the integration, with what happens before each of them. The same seed makes the same history.
 *
 * @param seed of the account that it begins with
 * @param mostSources that it begins with
 * @param steps what happens before each run
 */
public record History(long seed, Warehouse warehouse, int mostSources, List<Step> steps) {

    /** The token of the bot that the integration is. */
    public static final String CATALOG_TOKEN = "catalog-token";

    /**
     * What happens before a run.
     *
     * @param breakdown decides how one more run before it, after all that happens, breaks down; 0 for no such run
     */
    record Step(List<Happening> happenings, long breakdown) {}

    /** @param seed decides what it happens to */
    record Happening(Event event, long seed) {}

    /** The integration between two servers: a run gives what failed in it. */
    public record Stage(Version version, StitchServer stitch, CatalogServer catalog, Supplier<List<String>> run) {

        public static Stage of(String version, StitchServer stitch, CatalogServer catalog, Supplier<List<String>> run) {
            return new Stage(Version.of(version), stitch, catalog, run);
        }
    }

    /**
     * How it went.
     *
     * @param told all that happened, one line for each
     * @param wrong what was not as it should be after the last run, or null
     */
    public record Story(List<String> told, String wrong) {

        public boolean isRight() {
            return wrong == null;
        }

        /** The kinds of events that did not happen. */
        public Set<String> untold() {
            return Event.all().stream()
                    .map(Event::toString)
                    .filter(event -> told.stream().noneMatch(line -> line.startsWith(event + ":")))
                    .collect(Collectors.toSet());
        }

        @Override
        public String toString() {
            return String.join("\n", told) + "\n" + wrong;
        }
    }

    /** A few runs over a small account. */
    public static History small(long seed) {
        Chance chance = new Chance(seed);
        return random(chance, seed, 3, chance.between(4, 8), 6);
    }

    /** A year of weekly runs over a larger account. */
    public static History year(long seed) {
        return random(new Chance(seed), seed, 6, 52, 12);
    }

    private static History random(Chance chance, long seed, int mostSources, int runs, int mostEvents) {
        Warehouse warehouse = chance.one(Warehouse.values());
        List<Step> steps = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            List<Happening> happenings = new ArrayList<>();
            for (int event = chance.between(0, mostEvents); event > 0; event--) {
                happenings.add(new Happening(chance.one(Event.all()), chance.seed()));
            }
            steps.add(new Step(happenings, chance.inPercent(15) ? chance.seed() : 0));
        }
        return new History(seed, warehouse, mostSources, steps);
    }

    public Story play(Stage stage) {
        return new Player(stage, warehouse).play(this);
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
            smallest = smallest.or(new History(seed, warehouse, mostSources, fewer), stage);
        }
        return smallest;
    }

    private History or(History smaller, Stage stage) {
        return smaller.play(stage).isRight() ? this : smaller;
    }

    private History without(int step, int happening) {
        List<Happening> fewer = new ArrayList<>(steps.get(step).happenings);
        fewer.remove(happening);
        return with(step, new Step(fewer, steps.get(step).breakdown));
    }

    private History with(int step, Step other) {
        List<Step> changed = new ArrayList<>(steps);
        changed.set(step, other);
        return new History(seed, warehouse, mostSources, changed);
    }
}
