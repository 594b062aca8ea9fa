package io.github.stitchopenmetadata.catalog.resolve;

import io.github.stitchopenmetadata.lineage.LineageMessage.DeselectedStream;
import io.github.stitchopenmetadata.lineage.LineageMessage.Stream;
import io.github.stitchopenmetadata.naming.StreamName;

/** Streams as the naming rules ask for them. */
final class StreamNames {

    private StreamNames() {}

    static StreamName of(Stream stream) {
        return new StreamName(stream.name(), stream.database(), stream.schema());
    }

    static StreamName of(DeselectedStream stream) {
        return new StreamName(stream.name(), stream.database(), stream.schema());
    }

    /** The name for people, with the schema or else the database, which tell streams of one name apart. */
    static String title(StreamName stream) {
        String around = stream.schema() == null ? stream.database() : stream.schema();
        return around == null ? stream.name() : around + "." + stream.name();
    }
}
