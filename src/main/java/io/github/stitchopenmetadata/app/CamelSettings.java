package io.github.stitchopenmetadata.app;

import java.util.Properties;
import java.util.function.Predicate;
import org.apache.camel.Ordered;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.support.service.ServiceSupport;

/**
 * What application.properties says of Camel itself, such as {@code camel.component.jms.connectionFactory}. Camel asks all at once for these, which
 * it does of files, but not of properties that a program has read.
 */
final class CamelSettings extends ServiceSupport implements LoadablePropertiesSource, Ordered {

    private static final String PREFIX = "camel.";

    private final Properties written = new Properties();

    /** @param all what stands in the file */
    CamelSettings(Properties all) {
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> written.setProperty(name, all.getProperty(name)));
    }

    @Override
    public String getName() {
        return "application.properties";
    }

    @Override
    public String getProperty(String name) {
        return written.getProperty(name);
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Properties some = new Properties();
        written.stringPropertyNames().stream()
                .filter(filter)
                .forEach(name -> some.setProperty(name, written.getProperty(name)));
        return some;
    }

    @Override
    public void reloadProperties(String location) {
        // as everything that is set here, it is read at the start
    }

    /** Before what is packed. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }
}
