package io.github.stitchopenmetadata.catalog.resolve.confusable;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Says whose the names are that exist in one place, by the readings of the documentation that each claimant's names have. It asks
 * for each existing name, in turn:
 *
 * <ol>
 *   <li>who has it, as it is written, under every reading;
 *   <li>if nobody, who has it so but for its case, where the destination does not tell cases apart;
 *   <li>if nobody, who has it under some reading, where all others who may have it have another name that is there: for tables,
 *       where a setting of the source decides, under the same reading;
 *   <li>if nobody may have it, whose name has the same letters and digits and no one else's has.
 * </ol>
 *
 * In each of the first two a selected claimant goes before the others, since it is loaded now; two of a kind leave it undecided.
 *
 * @param <C> told apart by identity
 */
final class Claims<C> {

    private final class Claimant {
        private final C who;
        private final List<String> names;
        private final boolean selected;
        private final boolean open;
        /** Existing names by the reading, from 0, under which they are its own; those in another case behind the exact ones. */
        private final Map<String, Integer> readings = new LinkedHashMap<>();

        private final List<String> exact = new ArrayList<>();
        private final List<String> oneOfSeveral = new ArrayList<>();

        private Claimant(C who, Collection<String> names, boolean selected, boolean open) {
            this.who = who;
            this.names = List.copyOf(names);
            this.selected = selected;
            this.open = open;
        }

        private boolean isSure() {
            return names.size() == 1;
        }
    }

    private final List<String> existing;
    private final boolean caseSensitive;
    private final boolean oneReading;
    private final BiPredicate<C, String> possible;
    private final BiPredicate<C, String> inPlace;
    private final List<Claimant> claimants = new ArrayList<>();
    private Map<String, C> owners;
    private final Set<C> severalResemble = Collections.newSetFromMap(new IdentityHashMap<>());

    /**
     * @param oneReading whether one reading holds for all
     * @param possible what may be the claimant's at all
     * @param inPlace  what may be the claimant's by its letters and digits alone
     */
    Claims(
            Collection<String> existing,
            boolean caseSensitive,
            boolean oneReading,
            BiPredicate<C, String> possible,
            BiPredicate<C, String> inPlace) {
        this.existing = List.copyOf(existing);
        this.caseSensitive = caseSensitive;
        this.oneReading = oneReading;
        this.possible = possible;
        this.inPlace = inPlace;
    }

    void add(C who, Collection<String> names, boolean selected, boolean open) {
        Claimant claimant = new Claimant(who, names, selected, open);
        List<Integer> rest = new ArrayList<>();
        for (int reading = 0; reading < claimant.names.size(); reading++) {
            String name = claimant.names.get(reading);
            List<String> same = literal(
                    name,
                    existing.stream()
                            .filter(each ->
                                    possible.test(who, each) && spelled(each).equals(spelled(name)))
                            .toList());
            hit(claimant, same, reading);
            claimant.exact.addAll(same);
            if (same.isEmpty() && !caseSensitive) {
                rest.add(reading);
            }
        }
        for (int reading : rest) {
            String folded = folded(claimant.names.get(reading));
            hit(
                    claimant,
                    existing.stream()
                            .filter(each ->
                                    possible.test(who, each) && folded(each).equals(folded))
                            .toList(),
                    reading);
        }
        claimants.add(claimant);
    }

    private void hit(Claimant claimant, List<String> found, int reading) {
        for (String each : found) {
            if (claimant.readings.putIfAbsent(each, reading) == null && found.size() > 1) {
                claimant.oneOfSeveral.add(each);
            }
        }
    }

    /** Of two spellings of one name the one that is written so. */
    private static List<String> literal(String name, List<String> same) {
        return same.contains(name) ? List.of(name) : same;
    }

    /** The owner of an existing name, or null. */
    C owner(String name) {
        settle();
        return owners.get(name);
    }

    /** The name that is somebody's own, or null. */
    String own(C who) {
        settle();
        return owners.entrySet().stream()
                .filter(owned -> owned.getValue() == who)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Whether some name may be that of somebody who is selected, and nothing tells whether it is; and none is known to be. */
    boolean isUndecided(C who) {
        settle();
        return own(who) == null
                && claimants.stream()
                        .filter(claimant -> claimant.who == who)
                        .anyMatch(claimant -> severalResemble.contains(who)
                                || claimant.readings.keySet().stream().anyMatch(name -> mayStillHave(claimant, name)));
    }

    private boolean mayStillHave(Claimant claimant, String name) {
        List<Claimant> known = sureAsWritten(name);
        return known.isEmpty() || known.contains(claimant);
    }

    /** Whether anybody may have a name. */
    boolean isClaimed(String name) {
        settle();
        return owners.containsKey(name) || !may(name).isEmpty();
    }

    private void settle() {
        if (owners != null) {
            return;
        }
        owners = new HashMap<>();
        Map<String, Claimant> best = new HashMap<>();
        for (String name : existing) {
            List<Claimant> equal = best(name);
            if (equal.size() == 1) {
                best.put(name, equal.get(0));
            }
        }
        for (Claimant claimant : claimants) {
            List<String> own = claimant.readings.keySet().stream()
                    .filter(name -> best.get(name) == claimant)
                    .toList();
            own.stream()
                    .filter(name -> claimant.isSure() || may(name).size() == 1)
                    .findFirst()
                    .or(() -> own.stream().findFirst())
                    .ifPresent(name -> owners.put(name, claimant.who));
        }
        claimants.forEach(this::resemble);
    }

    /** Those who have the name most surely. */
    private List<Claimant> best(String name) {
        List<Claimant> may = may(name);
        List<Claimant> known = sureAsWritten(name);
        if (!known.isEmpty()) {
            return selectedFirst(known);
        }
        List<Claimant> sure = may.stream().filter(Claimant::isSure).toList();
        if (!sure.isEmpty()) {
            boolean decided = may.stream()
                    .allMatch(claimant -> !claimant.exact.contains(name) && !claimant.oneOfSeveral.contains(name));
            return decided ? selectedFirst(sure) : List.of();
        }
        return may.stream()
                .filter(claimant -> !claimant.oneOfSeveral.contains(name))
                .filter(claimant -> may.stream()
                        .allMatch(other -> other == claimant || isElsewhere(other, claimant.readings.get(name))))
                .toList();
    }

    private List<Claimant> sureAsWritten(String name) {
        return may(name).stream()
                .filter(claimant -> claimant.isSure() && claimant.exact.contains(name))
                .filter(claimant -> !claimant.oneOfSeveral.contains(name))
                .toList();
    }

    private List<Claimant> selectedFirst(List<Claimant> equal) {
        List<Claimant> selected =
                equal.stream().filter(claimant -> claimant.selected).toList();
        return selected.isEmpty() ? equal : selected;
    }

    /** Whether a reading, the same where one holds for all, gives the claimant a name that is there and nobody else may have. */
    private boolean isElsewhere(Claimant claimant, int reading) {
        return claimant.readings.entrySet().stream()
                .anyMatch(other -> (!oneReading || other.getValue() == reading)
                        && !claimant.oneOfSeveral.contains(other.getKey())
                        && may(other.getKey()).size() == 1);
    }

    private List<Claimant> may(String name) {
        return claimants.stream()
                .filter(claimant -> claimant.readings.containsKey(name))
                .toList();
    }

    private void resemble(Claimant claimant) {
        if (!claimant.readings.isEmpty() || !claimant.selected || !claimant.open) {
            return;
        }
        Set<String> keys = keys(claimant);
        boolean alone = claimants.stream()
                .noneMatch(other -> other != claimant && keys(other).stream().anyMatch(keys::contains));
        List<String> near = existing.stream()
                .filter(each -> possible.test(claimant.who, each) && keys.contains(key(each)))
                .toList();
        if (!alone || near.isEmpty() || !near.stream().allMatch(each -> inPlace.test(claimant.who, each))) {
            return;
        }
        if (near.size() > 1) {
            severalResemble.add(claimant.who);
        } else if (may(near.get(0)).isEmpty()) {
            owners.put(near.get(0), claimant.who);
        }
    }

    private Set<String> keys(Claimant claimant) {
        Set<String> keys = new HashSet<>();
        claimant.names.forEach(name -> keys.add(key(name)));
        return keys;
    }

    /** As names are compared: a catalog may write reserved characters as words, and letters in other forms. */
    static String spelled(String name) {
        return Normalizer.normalize(name.replace("__reserved__arrow__", ">"), Normalizer.Form.NFC);
    }

    static String folded(String name) {
        return spelled(name).toLowerCase(Locale.ROOT);
    }

    private static String key(String name) {
        StringBuilder key = new StringBuilder();
        for (char c : folded(name).toCharArray()) {
            if (c > 127 || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' && !key.isEmpty()) {
                key.append(c);
            }
        }
        return key.isEmpty() ? folded(name) : Normalizer.normalize(key, Normalizer.Form.NFC);
    }
}
