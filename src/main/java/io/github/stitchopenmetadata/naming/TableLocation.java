package io.github.stitchopenmetadata.naming;

import java.util.Optional;

/** The OpenMetadata database and schema of a source's table; empty where nothing tells. */
public record TableLocation(Optional<String> database, Optional<String> schema) {}
