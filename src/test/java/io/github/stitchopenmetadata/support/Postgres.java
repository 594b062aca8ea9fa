package io.github.stitchopenmetadata.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** How a PostgreSQL of a test is set up: fast rather than safe, and with time to start on a machine that is busy. */
public final class Postgres {

    private static final long ROOM = 256 * 1024 * 1024;

    private Postgres() {}

    /** @param data the folder of its cluster, which is made if it is not there */
    public static EmbeddedPostgres.Builder in(Path data) {
        return EmbeddedPostgres.builder()
                .setPGStartupWait(Patience.LIMIT)
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .setDataDirectory(data);
    }

    /** @return a new folder, in memory where there is room: a new cluster writes all its files through to the disk */
    public static Path newFolder() throws IOException {
        Path memory = Path.of("/dev/shm");
        boolean fits = Files.isWritable(memory) && Files.getFileStore(memory).getUsableSpace() > ROOM;
        return (fits ? memory : Path.of(System.getProperty("java.io.tmpdir"))).resolve("postgres-" + UUID.randomUUID());
    }
}
