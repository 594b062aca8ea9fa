package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.state.StateStore;
import io.github.stitchopenmetadata.text.OneLine;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a table of the history has of an account, as it is kept from run to run. One thread at a time. */
final class SentTable {

    private static final Logger LOG = LoggerFactory.getLogger(SentTable.class);
    private static final TypeReference<TreeMap<String, SentRows>> SOURCES = new TypeReference<>() {};

    private final StateStore store;
    private final String file;
    private final Map<String, SentRows> sources;
    private boolean forgotten;
    private boolean changed;

    private SentTable(StateStore store, String file, Map<String, SentRows> sources) {
        this.store = store;
        this.file = file;
        this.forgotten = sources == null;
        this.changed = forgotten;
        this.sources = forgotten ? new TreeMap<>() : sources;
    }

    /** What is broken counts as never sent. */
    static SentTable read(StateStore store, String file) {
        return new SentTable(store, file, store.locked(() -> store.read(file, SOURCES)));
    }

    /** Whether nothing was ever sent, or, as far as it was looked for, not all is known of what was. */
    boolean isForgotten() {
        return forgotten;
    }

    Set<String> sources() {
        return Set.copyOf(sources.keySet());
    }

    String type(String source) {
        return sources.getOrDefault(source, SentRows.NONE).type();
    }

    /** @return the fingerprints of a source by key, for the caller to change */
    Map<List<String>, String> rows(String source) {
        SentRows rows = sources.get(source);
        try {
            return rows == null ? new HashMap<>() : rows.fingerprints();
        } catch (IOException broken) {
            LOG.warn(
                    "{}: {} is broken and counts as empty: {}",
                    file,
                    OneLine.of(source),
                    OneLine.of(broken.toString()));
            sources.remove(source);
            forgotten = true;
            return new HashMap<>();
        }
    }

    /** The history has these rows of a source, or knows that they are gone. */
    void sent(String source, List<Change> changes) {
        Map<List<String>, String> rows = rows(source);
        for (Change change : changes) {
            if (change.fingerprint() == null) {
                rows.remove(change.key());
            } else {
                rows.put(change.key(), change.fingerprint());
            }
        }
        String type = changes.get(changes.size() - 1).type();
        replace(source, type == null ? type(source) : type, rows);
    }

    /** @param rows all that the history has of the source */
    void replace(String source, String type, Map<List<String>, String> rows) {
        if (rows.isEmpty()) {
            sources.remove(source);
        } else {
            sources.put(source, SentRows.of(type, rows));
        }
        changed = true;
    }

    /** Keeps it for the next run. */
    void keep() {
        if (changed) {
            store.locked(() -> {
                store.write(file, sources);
                return null;
            });
            changed = false;
        }
    }
}
