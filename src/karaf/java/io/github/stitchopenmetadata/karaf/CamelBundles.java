package io.github.stitchopenmetadata.karaf;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Finds what Camel looks up by name (components, languages, data formats, converters) where each lies in a bundle of its own, of
 * which the bundle of the routes imports only the few packages that its Java uses.
 */
final class CamelBundles extends ClassLoader {

    private final BundleContext context;

    CamelBundles(ClassLoader own, BundleContext context) {
        super(own);
        this.context = context;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        for (Bundle bundle : bundles()) {
            try {
                return bundle.loadClass(name);
            } catch (ClassNotFoundException inAnother) {
                // the next one may have it
            }
        }
        throw new ClassNotFoundException(name);
    }

    @Override
    protected URL findResource(String name) {
        return bundles().stream()
                .map(bundle -> bundle.getResource(name))
                .filter(url -> url != null)
                .findFirst()
                .orElse(null);
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = new ArrayList<>();
        for (Bundle bundle : bundles()) {
            Enumeration<URL> there = bundle.getResources(name);
            if (there != null) {
                found.addAll(Collections.list(there));
            }
        }
        return Collections.enumeration(found);
    }

    private List<Bundle> bundles() {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle != context.getBundle()
                        && isResolved(bundle)
                        && bundle.getSymbolicName() != null
                        && bundle.getSymbolicName().startsWith("org.apache.camel"))
                .toList();
    }

    private static boolean isResolved(Bundle bundle) {
        return (bundle.getState() & (Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING)) != 0;
    }
}
