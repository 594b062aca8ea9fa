package io.github.stitchopenmetadata.support;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a scrape by Prometheus brings. */
public record Metrics(List<String> lines) {

    public static Metrics in(String text) {
        return new Metrics(text.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList());
    }

    public Set<String> names() {
        return lines.stream().map(line -> line.split("[{ ]")[0]).collect(Collectors.toSet());
    }

    /** @param label such as {@code side="stitch"}; "" for all */
    public double sum(String name, String label) {
        return lines.stream()
                .filter(line -> line.split("[{ ]")[0].equals(name) && line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }
}
