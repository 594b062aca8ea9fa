package io.github.stitchopenmetadata.app;

/**
 * Starts the sandbox. Its code is packed with the program only, and not with the jar that other Camel runtimes load; where it is
 * packed, {@link java.util.ServiceLoader} finds this.
 */
public interface SandboxStarter {

    /** @return a made-up Stitch account and catalog, both served on free ports of this machine */
    SandboxServers start();
}
