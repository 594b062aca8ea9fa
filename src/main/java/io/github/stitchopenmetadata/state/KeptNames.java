package io.github.stitchopenmetadata.state;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.text.OneLine;
import io.github.stitchopenmetadata.workflow.NameHolders;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the plain name of a pipeline service to the server that comes first, for ever, whatever process comes with it. State of
 * versions before this one knows plain names only, and each process its own servers: the first that delivers goes on with it.
 */
public final class KeptNames implements NameHolders {

    private static final Logger LOG = LoggerFactory.getLogger(KeptNames.class);
    private static final String FILE = "services.json";
    private static final TypeReference<TreeMap<String, String>> NAMES = new TypeReference<>() {};

    private final StateStore store;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

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
        if (keep) {
            servers.forEach((service, server) -> tellOfAnother(service, server, holders.get(service)));
        }
        return holders;
    }

    /** A server that only moved would not find its dead letters. */
    private void tellOfAnother(String service, String server, String holder) {
        if (!server.equals(holder) && told.add(service)) {
            LOG.warn(
                    "{} for {} has state and dead letters of its own, because {} of state.directory gives that name to {}. If it is the same"
                            + " server at another address, take that line out",
                    OneLine.of(service),
                    OneLine.of(server),
                    FILE,
                    OneLine.of(holder));
        }
    }

    private Map<String, String> read() {
        Map<String, String> kept = store.read(FILE, NAMES);
        return kept == null ? new TreeMap<>() : kept;
    }
}
