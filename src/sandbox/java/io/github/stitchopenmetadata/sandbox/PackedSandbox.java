package io.github.stitchopenmetadata.sandbox;

import io.github.stitchopenmetadata.app.SandboxServers;
import io.github.stitchopenmetadata.app.SandboxStarter;

/** How the program finds the sandbox; named in {@code META-INF/services}. */
public final class PackedSandbox implements SandboxStarter {

    @Override
    public SandboxServers start() {
        return Sandbox.start();
    }
}
