package io.github.stitchopenmetadata.karaf;

import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ManagedService;

/** Runs the routes in an OSGi container: configured by {@code etc/io.github.stitchopenmetadata.cfg}, told what to do by shell commands. */
public final class Activator implements BundleActivator {

    private static final String PID = "io.github.stitchopenmetadata";

    private Deployment deployment;

    @Override
    public void start(BundleContext context) {
        deployment = new Deployment(new Surroundings(context, PID));
        context.registerService(ManagedService.class, deployment, properties(Constants.SERVICE_PID, PID));
        Dictionary<String, Object> shell = properties("osgi.command.scope", "stitch");
        shell.put("osgi.command.function", Commands.NAMES);
        context.registerService(Commands.class, new Commands(deployment), shell);
    }

    /** Returns when all has ended: what is left of this bundle is its settings, and what it wrote. */
    @Override
    public void stop(BundleContext context) throws InterruptedException {
        deployment.close();
    }

    private static Dictionary<String, Object> properties(String key, String value) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(key, value);
        return properties;
    }
}
