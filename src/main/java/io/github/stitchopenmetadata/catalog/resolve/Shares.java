package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.DestinationRules;
import io.github.stitchopenmetadata.naming.SourceRules;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A source that is divided into shares: which table is whose is found once, for all its streams. One thread at a time. */
public final class Shares {

    private final Plan plan;
    private Map<Stream.Key, Stream> byKey;
    private SourceTables from;
    private DestinationTables to;

    public Shares(Plan plan) {
        this.plan = plan;
    }

    /**
     * @param streams with all their fields
     * @throws IllegalArgumentException if the source has no such stream
     */
    public Share of(List<Stream> streams) {
        Map<Stream, Stream> tasks = new IdentityHashMap<>();
        if (streams == plan.message().streams()) {
            streams.forEach(stream -> tasks.put(stream, stream));
        } else {
            streams.forEach(stream -> tasks.put(stream, task(stream)));
        }
        return new Share(this, streams, tasks);
    }

    Plan plan() {
        return plan;
    }

    /** The tables that the streams are read from. */
    SourceTables from(SourceRules source) {
        if (from == null) {
            from = new SourceTables(plan, source);
        }
        return from;
    }

    /** The tables that the streams are loaded into, which have been listed. */
    DestinationTables to(SourceRules source, DestinationRules destination) {
        if (to == null) {
            to = new DestinationTables(
                    plan.message(),
                    source,
                    destination,
                    plan.lookup().tables(plan.destination().schema().fqn()));
        }
        return to;
    }

    private Stream task(Stream stream) {
        if (byKey == null) {
            byKey = new HashMap<>();
            plan.message().streams().forEach(task -> byKey.put(task.key(), task));
        }
        Stream task = byKey.get(stream.key());
        if (task == null) {
            throw new IllegalArgumentException(
                    "lineage message: the stream " + stream.name() + " is none of the tasks");
        }
        return task;
    }
}
