package io.github.stitchopenmetadata.packaged;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the build has packed. */
final class Jars {

    /** The program with all it needs. */
    static final Path EXECUTABLE = Path.of("target/stitch-openmetadata.jar").toAbsolutePath();

    private Jars() {}

    /** The jar for other Camel runtimes, which is the bundle for a container with Camel as well. */
    static Path plain() throws IOException {
        return built("stitch-openmetadata-[\\d.]+(-SNAPSHOT)?\\.jar");
    }

    /** The bundle for a container without Camel. */
    static Path standaloneBundle() throws IOException {
        return built("stitch-openmetadata-.+-standalone\\.jar");
    }

    /** The archive for a container without Camel. */
    static Path standaloneArchive() throws IOException {
        return built("stitch-openmetadata-.+-standalone\\.kar");
    }

    private static Path built(String name) throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.getFileName().toString().matches(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("the build has not packed " + name))
                    .toAbsolutePath();
        }
    }
}
