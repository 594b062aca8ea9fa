package io.github.stitchopenmetadata.state;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.workflow.NameHolders;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gives the plain name of a pipeline service to the server that comes first, for ever, whatever process comes with it. State of
 * versions before this one knows plain names only, and each process its own servers: the first that delivers goes on with it.
 */
public final class KeptNames implements NameHolders {

    private static final String FILE = "services.json";
    private static final TypeReference<TreeMap<String, String>> NAMES = new TypeReference<>() {};

    private final StateStore store;

    public KeptNames(StateStore store) {
        this.store = store;
    }

    @Override
    public Map<String, String> of(Map<String, String> servers, boolean keep) {
        Map<String, String> kept = read();
        if (keep && !kept.keySet().containsAll(servers.keySet())) {
            kept = store.locked(() -> {
                Map<String, String> names = read();
                servers.forEach(names::putIfAbsent);
                store.write(FILE, names);
                return names;
            });
        }
        Map<String, String> holders = new HashMap<>(servers);
        holders.putAll(kept);
        return holders;
    }

    private Map<String, String> read() {
        Map<String, String> kept = store.read(FILE, NAMES);
        return kept == null ? new TreeMap<>() : kept;
    }
}
