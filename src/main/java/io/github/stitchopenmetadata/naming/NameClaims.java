package io.github.stitchopenmetadata.naming;

import io.github.stitchopenmetadata.naming.NameMatch.Ambiguous;
import io.github.stitchopenmetadata.naming.NameMatch.How;
import io.github.stitchopenmetadata.naming.NameMatch.Matched;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Settles who gets a name that several want: Stitch rejects two fields of one name rather than merging them. */
final class NameClaims<K, T> {
    private final NameIndex<T> index;
    private final Map<K, List<String>> wanted;
    private final Map<K, NameMatch<T>> matches = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    NameClaims(NameIndex<T> index, Map<K, List<String>> wanted) {
        this.index = index;
        this.wanted = wanted;
        wanted.forEach((key, candidates) -> matches.put(key, index.find(candidates)));
    }

    Map<K, NameMatch<T>> settle() {
        Map<String, Map<K, Matched<T>>> claims = claims();
        taken.addAll(claims.keySet());
        claims.forEach(this::settle);
        return Collections.unmodifiableMap(matches);
    }

    private Map<String, Map<K, Matched<T>>> claims() {
        Map<String, Map<K, Matched<T>>> claims = new LinkedHashMap<>();
        matches.forEach((key, match) -> {
            if (match instanceof Matched<T> matched) {
                claims.computeIfAbsent(matched.name(), name -> new LinkedHashMap<>())
                        .put(key, matched);
            }
        });
        return claims;
    }

    /** One of several claimants keeps the name if all others have a name of their own, or if it fits better than all others. */
    private void settle(String name, Map<K, Matched<T>> claimants) {
        if (claimants.size() == 1) {
            return;
        }
        Map<K, Matched<T>> elsewhere = elsewhere(claimants);
        if (elsewhere.size() == claimants.size() - 1) {
            matches.putAll(elsewhere);
            elsewhere.values().forEach(match -> taken.add(match.name()));
            return;
        }
        How best = claimants.values().stream()
                .map(Matched::how)
                .min(How::compareTo)
                .orElseThrow();
        boolean one =
                claimants.values().stream().filter(match -> match.how() == best).count() == 1;
        claimants.forEach((key, match) -> {
            if (!one || match.how() != best) {
                matches.put(key, new Ambiguous<>(List.of(match.item()), List.of(name), match.how()));
            }
        });
    }

    private Map<K, Matched<T>> elsewhere(Map<K, Matched<T>> claimants) {
        Map<K, Matched<T>> elsewhere = new LinkedHashMap<>();
        claimants.keySet().forEach(key -> untaken(key).ifPresent(match -> elsewhere.put(key, match)));
        long names = elsewhere.values().stream().map(Matched::name).distinct().count();
        return names == elsewhere.size() ? elsewhere : Map.of();
    }

    private Optional<Matched<T>> untaken(K key) {
        return wanted.get(key).stream()
                .filter(candidate -> !taken.contains(candidate))
                .flatMap(candidate -> index.find(candidate) instanceof Matched<T> match && match.how() == How.EXACT
                        ? Stream.of(match)
                        : Stream.empty())
                .findFirst();
    }
}
