package io.github.stitchopenmetadata.kamelet;

import io.github.stitchopenmetadata.workflow.PackedSettings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spi.LocalBeanRepositoryAware;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceLoader;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Brings into a Camel context of somebody else what the Kamelets need: the packed routes that they call, their beans, components and
 * pools, and the defaults of the settings. Once for each context, however many Kamelets there are; not at all where the context has
 * loaded all routes itself. Nothing that was there is changed.
 */
final class Installation {

    private static final String BEANS = "beans";

    /** Those that begin nothing on their own; whatever these call is in one of them. */
    private static final List<String> FILES = List.of(
            BEANS,
            "http",
            "2-extract",
            "2-look-up",
            "3-connect",
            "3-services",
            "4-deliver",
            "4-settle",
            "4-write",
            "5-edges",
            "6-register",
            "6-tags",
            "7-retire",
            "16-call",
            "18-import",
            "21-kamelets",
            "22-machines");

    /** A route that stands for all. */
    private static final String ONE = "deliver-alone";

    /** What the files define. */
    private record Names(List<String> routes, List<String> beans) {}

    private Installation() {}

    /** The route files, by their names on the class path. */
    static List<String> files() {
        return FILES.stream().map(name -> "routes/" + name + ".camel.yaml").toList();
    }

    /**
     * Installs what is not there. It may be called while Camel makes a route of a Kamelet.
     *
     * @throws IllegalStateException if the context has other routes or beans of these names
     */
    static synchronized void ensure(CamelContext camel) {
        if (model(camel).getRouteDefinition(ONE) == null) {
            MakingOfRoute.interrupted(camel, () -> install(camel));
        }
    }

    private static void install(CamelContext camel) throws Exception {
        ResourceLoader loader = PluginHelper.getResourceLoader(camel);
        List<Resource> files = files().stream()
                .map(name -> loader.resolveResource("classpath:" + name))
                .toList();
        Names names = names(files);
        refuseOthers(camel, names);
        PropertiesComponent settings = camel.getPropertiesComponent();
        Properties defaults = PackedSettings.own();
        // last in the order in which Camel looks for a setting
        defaults.stringPropertyNames().stream()
                .filter(key -> settings.resolveProperty(key).isEmpty())
                .forEach(key -> settings.addInitialProperty(key, defaults.getProperty(key)));
        PluginHelper.getRoutesLoader(camel).loadRoutes(files);
        // a context that is about to start has collected the routes that it starts before it comes to those of Kamelets
        ModelCamelContext about = (ModelCamelContext) camel;
        about.startRouteDefinitions(names.routes().stream()
                .filter(id -> camel.getRouteController().getRouteStatus(id) == null)
                .map(about::getRouteDefinition)
                // one whose precondition does not hold is not there
                .filter(Objects::nonNull)
                .toList());
    }

    /** Camel would exchange what has the same name, without a word. */
    private static void refuseOthers(CamelContext camel, Names names) {
        List<String> taken = new ArrayList<>();
        names.routes().stream()
                .filter(id -> model(camel).getRouteDefinition(id) != null)
                .forEach(id -> taken.add("a route " + id));
        names.beans().stream()
                .filter(name -> camel.getRegistry().lookupByName(name) != null)
                .forEach(name -> taken.add("a bean " + name));
        if (!taken.isEmpty()) {
            throw new IllegalStateException(
                    "the Kamelets of stitch-openmetadata need names that are taken in this Camel context: "
                            + String.join(", ", taken) + "; give these other names");
        }
    }

    private static Names names(List<Resource> files) throws IOException {
        Names names = new Names(new ArrayList<>(), new ArrayList<>());
        for (Resource file : files) {
            try (InputStream text = file.getInputStream()) {
                Object entries = new Load(LoadSettings.builder().build()).loadFromInputStream(text);
                ((Collection<?>) entries).forEach(entry -> add(names, (Map<?, ?>) entry));
            }
        }
        return names;
    }

    private static void add(Names names, Map<?, ?> entry) {
        if (entry.get("route") instanceof Map<?, ?> route) {
            names.routes().add(String.valueOf(route.get("id")));
        }
        if (entry.get("beans") instanceof Collection<?> beans) {
            beans.forEach(bean -> names.beans().add(String.valueOf(((Map<?, ?>) bean).get("name"))));
        }
    }

    private static Model model(CamelContext camel) {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /**
     * Routes are loaded while Camel is at work on the route of a Kamelet, on the same thread, to which it has bound the parameters and
     * local beans of that route. They are taken away meanwhile, and put back, because loading a route ends with removing them.
     */
    private static final class MakingOfRoute {

        interface Work {
            void run() throws Exception;
        }

        private MakingOfRoute() {}

        static void interrupted(CamelContext camel, Work work) {
            PropertiesComponent settings = camel.getPropertiesComponent();
            Properties parameters = settings.getLocalProperties();
            LocalBeanRepositoryAware beans = localBeans(camel);
            BeanRepository repository = beans == null ? null : beans.getLocalBeanRepository();
            String route = camel.getCamelContextExtension().getCreateRoute();
            String step = camel.getCamelContextExtension().getCreateProcessor();
            settings.setLocalProperties(null);
            try {
                if (beans != null) {
                    beans.setLocalBeanRepository(null);
                }
                work.run();
            } catch (Exception failed) {
                throw RuntimeCamelException.wrapRuntimeCamelException(failed);
            } finally {
                settings.setLocalProperties(parameters);
                if (beans != null) {
                    beans.setLocalBeanRepository(repository);
                }
                camel.getCamelContextExtension().createRoute(route);
                camel.getCamelContextExtension().createProcessor(step);
            }
        }

        private static LocalBeanRepositoryAware localBeans(CamelContext camel) {
            return camel.getRegistry() instanceof LocalBeanRepositoryAware aware ? aware : null;
        }
    }
}
