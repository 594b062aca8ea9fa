package io.github.stitchopenmetadata.naming;

import io.github.stitchopenmetadata.naming.NameIndex.Existing;
import io.github.stitchopenmetadata.naming.NameMatch.Absent;
import io.github.stitchopenmetadata.naming.NameMatch.Ambiguous;
import io.github.stitchopenmetadata.naming.NameMatch.Matched;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/**
 * Settles whose the names are that exist in a destination: the tables of a schema, the columns of a table. All who may have left
 * something there take part, whether they are selected or not; a name is that of one of them, or of nobody.
 *
 * <ul>
 *   <li>Who has a name under every reading of the rules is sure of it, and has it. Of several who are sure a selected one goes
 *       before those that are not, since it is loaded now; between two nothing decides: Stitch rejects what both load, or mixes
 *       it.
 *   <li>Who has it under some readings only has it if nobody else can have it, or if all others who can are known to have
 *       another name; of several such names the one that the rules give first. Where one reading holds for all, they must have
 *       the other name under the same reading.
 *   <li>A name in another letter case counts where the destination does not tell cases apart, and only as long as nobody can
 *       have it as it is written.
 *   <li>A name that merely resembles those that the rules give ({@link NormalizedKey}) is taken only where the rules leave
 *       something open, none of the names that they give exists, and neither another name that exists nor another claimant has
 *       the same key.
 * </ul>
 *
 * @param <C> who claims names
 * @param <T> what the existing names stand for
 */
public final class NameClaims<C, T> {

    /** How a claimant comes to an existing name, surest first. */
    private enum How {
        EXACT,
        OTHER_CASE,
        /** In another case, which several existing names have. */
        ONE_OF_SEVERAL
    }

    /** @param reading which of the names that the rules give the claimant it is */
    private record Hit(How how, int reading) {}

    private enum Standing {
        OWN,
        /** All others who may have it are known to have another name. */
        LEFT,
        /** Another has it. */
        LOST,
        /** It, or another, may have it. */
        UNDECIDED
    }

    /** Compared by identity: two claimants may have all in common but what they are. */
    private static final class Claimant<C, T> {
        private final C who;
        private final String title;
        private final List<String> names;
        private final boolean selected;
        private final BooleanSupplier open;
        /** The existing names that it may have, surest and likeliest first. */
        private final Map<Existing<T>, Hit> hits = new LinkedHashMap<>();

        private Claimant(C who, String title, List<String> names, boolean selected, BooleanSupplier open) {
            this.who = who;
            this.title = title;
            this.names = names;
            this.selected = selected;
            this.open = open;
        }

        private boolean isSure() {
            return names.size() == 1;
        }

        private boolean isSureAs(Existing<T> name, How how) {
            return isSure() && how(name) == how;
        }

        private How how(Existing<T> name) {
            return hits.get(name).how();
        }

        private String title() {
            return title;
        }

        private C who() {
            return who;
        }
    }

    private final NameIndex<T> index;
    private final boolean caseSensitive;
    private final boolean oneReading;
    private final BiPredicate<C, T> fits;
    private final BiPredicate<C, T> mayResemble;
    private final List<Claimant<C, T>> claimants = new ArrayList<>();
    private final Map<Existing<T>, List<Claimant<C, T>>> claimed = new HashMap<>();
    private final Map<Existing<T>, Claimant<C, T>> holders = new HashMap<>();
    private Map<String, Integer> keys;

    /**
     * @param index         the names that exist
     * @param caseSensitive whether the destination tells names apart that differ in case only
     * @param oneReading    whether one reading of the rules holds for all names
     * @param fits          false for what a claimant cannot be the owner of, whatever its name
     * @param mayResemble   false besides for what it cannot be the owner of by a name that merely resembles its own
     */
    public NameClaims(
            NameIndex<T> index,
            boolean caseSensitive,
            boolean oneReading,
            BiPredicate<C, T> fits,
            BiPredicate<C, T> mayResemble) {
        this.index = index;
        this.caseSensitive = caseSensitive;
        this.oneReading = oneReading;
        this.fits = fits;
        this.mayResemble = mayResemble;
    }

    /**
     * @param title    of the claimant, for messages
     * @param names    that the rules give it, likeliest first
     * @param selected whether it is loaded now
     * @param open     whether the rules leave open what becomes of its name, so that it may have one that resembles it
     */
    public void add(C who, String title, List<String> names, boolean selected, BooleanSupplier open) {
        Claimant<C, T> claimant = new Claimant<>(who, title, names, selected, open);
        List<Integer> otherCase = new ArrayList<>();
        for (int reading = 0; reading < names.size(); reading++) {
            List<Existing<T>> exact = fitting(who, index.findExactly(names.get(reading)));
            hit(claimant, exact, How.EXACT, reading);
            if (exact.isEmpty() && !caseSensitive) {
                otherCase.add(reading);
            }
        }
        otherCase.forEach(reading ->
                hit(claimant, fitting(who, index.findIgnoringCase(names.get(reading))), How.OTHER_CASE, reading));
        claimants.add(claimant);
        claimant.hits.keySet().forEach(existing -> claimed.computeIfAbsent(existing, name -> new ArrayList<>(1))
                .add(claimant));
    }

    /** @return for each claimant, in the order in which they were added, the name that is its own */
    public Map<C, NameMatch<T>> settle() {
        Map<C, NameMatch<T>> outcome = new LinkedHashMap<>();
        Map<Claimant<C, T>, Existing<T>> own = new HashMap<>();
        claimants.forEach(claimant -> own(claimant).ifPresent(name -> {
            own.put(claimant, name);
            holders.put(name, claimant);
        }));
        claimants.forEach(claimant -> outcome.put(
                claimant.who,
                own.containsKey(claimant) ? new Matched<>(own.get(claimant).item) : withoutAName(claimant)));
        return Collections.unmodifiableMap(outcome);
    }

    /** Who has an existing name. Empty for a name that is nobody's, or that is left to nobody. */
    public Optional<C> holder(String existing) {
        return index.findExactly(existing).stream()
                .findFirst()
                .map(holders::get)
                .map(Claimant::who);
    }

    /** Whether an existing name is somebody's, or is left to nobody because several may have it. */
    public boolean isTaken(String existing) {
        return index.findExactly(existing).stream()
                .anyMatch(name -> claimed.containsKey(name) || holders.containsKey(name));
    }

    private List<Existing<T>> fitting(C who, List<Existing<T>> found) {
        return found.isEmpty()
                ? found
                : found.stream()
                        .filter(existing -> fits.test(who, existing.item))
                        .toList();
    }

    private void hit(Claimant<C, T> claimant, List<Existing<T>> found, How how, int reading) {
        Hit hit = new Hit(found.size() > 1 ? How.ONE_OF_SEVERAL : how, reading);
        found.forEach(existing -> claimant.hits.putIfAbsent(existing, hit));
    }

    private Optional<Existing<T>> own(Claimant<C, T> claimant) {
        for (Standing standing : List.of(Standing.OWN, Standing.LEFT)) {
            for (Existing<T> name : claimant.hits.keySet()) {
                if (standing(claimant, name) == standing) {
                    return Optional.of(name);
                }
            }
        }
        return Optional.empty();
    }

    private Standing standing(Claimant<C, T> claimant, Existing<T> name) {
        How how = claimant.how(name);
        if (claimed.get(name).size() == 1 && how != How.ONE_OF_SEVERAL) {
            return Standing.OWN;
        }
        List<Claimant<C, T>> others =
                claimed.get(name).stream().filter(other -> other != claimant).toList();
        if (how != How.EXACT || !claimant.isSure()) {
            if (others.stream().anyMatch(other -> other.isSureAs(name, How.EXACT))) {
                return Standing.LOST;
            }
            if (how == How.ONE_OF_SEVERAL) {
                return Standing.UNDECIDED;
            }
        }
        return claimant.isSure() ? ofSure(claimant, name, others) : ofUnsure(claimant, name, others);
    }

    private Standing ofUnsure(Claimant<C, T> claimant, Existing<T> name, List<Claimant<C, T>> others) {
        int reading = claimant.hits.get(name).reading();
        return others.stream().allMatch(other -> isElsewhere(other, reading)) ? Standing.LEFT : Standing.UNDECIDED;
    }

    private Standing ofSure(Claimant<C, T> claimant, Existing<T> name, List<Claimant<C, T>> others) {
        How how = claimant.how(name);
        if (how != How.EXACT && others.stream().anyMatch(other -> other.how(name) == How.EXACT)) {
            return Standing.UNDECIDED;
        }
        List<Claimant<C, T>> equals =
                others.stream().filter(other -> other.isSureAs(name, how)).toList();
        if (equals.stream().anyMatch(other -> other.selected)) {
            return claimant.selected ? Standing.UNDECIDED : Standing.LOST;
        }
        return claimant.selected || equals.isEmpty() ? Standing.OWN : Standing.UNDECIDED;
    }

    /** Whether a claimant is known to have another name, under the same reading where one holds for all. */
    private boolean isElsewhere(Claimant<C, T> claimant, int reading) {
        return !claimant.isSure()
                && claimant.hits.entrySet().stream()
                        .anyMatch(hit -> (!oneReading || hit.getValue().reading() == reading)
                                && hit.getValue().how() != How.ONE_OF_SEVERAL
                                && claimed.get(hit.getKey()).size() == 1);
    }

    private NameMatch<T> withoutAName(Claimant<C, T> claimant) {
        if (claimant.hits.isEmpty()) {
            return resembling(claimant);
        }
        List<Existing<T>> undecided = claimant.hits.keySet().stream()
                .filter(name -> standing(claimant, name) == Standing.UNDECIDED)
                .toList();
        if (undecided.isEmpty()) {
            return absent(claimant.hits.keySet().iterator().next());
        }
        Set<String> rivals = new LinkedHashSet<>();
        undecided.forEach(name -> claimed.get(name).stream()
                .filter(other -> other != claimant)
                .map(Claimant::title)
                .forEach(rivals::add));
        return new Ambiguous<>(items(undecided), List.copyOf(rivals));
    }

    private NameMatch<T> resembling(Claimant<C, T> claimant) {
        Set<NormalizedKey> own = keys(claimant);
        List<Existing<T>> near = own.stream()
                .flatMap(key -> fitting(claimant.who, index.findResembling(key)).stream())
                .distinct()
                .toList();
        if (near.isEmpty()) {
            return NameMatch.absent();
        }
        boolean alone = own.stream().allMatch(key -> claimantsByKey().get(key.value()) == 1);
        boolean inPlace = near.stream().allMatch(existing -> mayResemble.test(claimant.who, existing.item));
        if (claimant.open.getAsBoolean() && alone && inPlace) {
            if (near.size() > 1) {
                return new Ambiguous<>(items(near), List.of());
            }
            if (!claimed.containsKey(near.get(0))) {
                holders.put(near.get(0), claimant);
                return new Matched<>(near.get(0).item);
            }
        }
        return absent(near.get(0));
    }

    private NameMatch<T> absent(Existing<T> near) {
        Claimant<C, T> holder = holders.get(near);
        return new Absent<>(near.item, holder == null ? null : holder.title);
    }

    private Map<String, Integer> claimantsByKey() {
        if (keys == null) {
            keys = new HashMap<>();
            claimants.forEach(claimant -> keys(claimant).forEach(key -> keys.merge(key.value(), 1, Integer::sum)));
        }
        return keys;
    }

    private static Set<NormalizedKey> keys(Claimant<?, ?> claimant) {
        Set<NormalizedKey> keys = new LinkedHashSet<>();
        claimant.names.forEach(name -> keys.add(NormalizedKey.of(name)));
        return keys;
    }

    private static <T> List<T> items(Collection<Existing<T>> names) {
        return names.stream().map(name -> name.item).toList();
    }
}
