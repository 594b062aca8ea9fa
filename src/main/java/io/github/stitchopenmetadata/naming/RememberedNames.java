package io.github.stitchopenmetadata.naming;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What a rule makes of the names of fields, which come again in one stream after the other. Thread-safe. */
final class RememberedNames {

    private static final int MOST = 10_000;

    private final Function<String, List<String>> rule;
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();

    RememberedNames(Function<String, List<String>> rule) {
        this.rule = rule;
    }

    List<String> of(String name) {
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(name, rule);
    }
}
