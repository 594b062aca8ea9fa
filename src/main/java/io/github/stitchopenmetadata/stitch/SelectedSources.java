package io.github.stitchopenmetadata.stitch;

import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.text.Spelling;
import io.github.stitchopenmetadata.workflow.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;

/** The sources that runs are limited to ({@code ingest.source}); all where none is named. */
public final class SelectedSources {

    /** All of them. */
    public static final SelectedSources ALL = new SelectedSources("");

    private final Set<String> names;

    /** @param names as Stitch has them, or shows them to people, separated by commas */
    public SelectedSources(String names) {
        this.names = Stream.of(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    public boolean has(Source source) {
        return names.isEmpty() || names.contains(source.name()) || names.contains(source.displayName());
    }

    /** What tells limited runs from others; "" where nothing is limited. */
    public String key() {
        return String.join(",", names);
    }

    /**
     * Begins a run over the account. Where it is limited, nothing is known of the sources that are passed over, so that no pipeline
     * can be taken for one without a source.
     *
     * @throws ConfigurationException with each name that no source of the account has, and the nearest
     */
    public void limit(@Body Account account) {
        if (names.isEmpty()) {
            return;
        }
        Set<String> known = new TreeSet<>();
        for (Sources.Listed listed : account.sources()) {
            if (!listed.deleted() && listed.source() != null) {
                known.add(listed.source().name());
                known.add(listed.source().displayName());
            }
        }
        List<String> problems = new ArrayList<>();
        names.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add("ingest.source names " + OneLine.of(name)
                        + ", but the account has no source of that name"
                        + Spelling.nearest(name, known)
                                .map(meant -> "; did you mean " + OneLine.of(meant) + "?")
                                .orElse("")));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        account.sourceUnread();
    }
}
