package io.github.stitchopenmetadata.app;

import java.util.Map;

/** A Stitch account and a catalog that are made up, and served as long as this is open. */
public interface SandboxServers extends AutoCloseable {

    /** @return what a user would set to connect to both, in one account without a workflow file */
    Map<String, String> settings();

    @Override
    void close();
}
