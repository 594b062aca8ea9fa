package io.github.stitchopenmetadata.reload;

import io.github.stitchopenmetadata.reload.RouteFile.Item;
import io.github.stitchopenmetadata.reload.RouteFile.Kind;
import io.github.stitchopenmetadata.text.Explanation;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Builds routes in a context from the texts of their files. */
final class RouteBuilds {

    private static final Pattern REFERENCE = Pattern.compile("\\s*\\w+Ref: *\"?([\\w-]+)\"?\\s*");

    private final CamelContext context;
    private final Model model;

    RouteBuilds(CamelContext context) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /**
     * Builds the routes beside those that run, with all that they name, and takes them away again.
     *
     * @throws RefusedEditException if one of them cannot be built
     */
    void tryOut(RouteFiles files, Set<String> ids) {
        files.byPath().values().forEach(this::checkReferences);
        files.byPath()
                .values()
                .forEach(file -> add(
                        file,
                        ids,
                        routes -> routes.forEach(route -> {
                            String id = "try-" + route.getRouteId();
                            route.setId(id);
                            route.getInput().setUri("direct:" + id);
                            route.setAutoStartup("false");
                            // which the route that runs has
                            route.setStartupOrder(null);
                        }),
                        true));
    }

    /**
     * Builds and starts the routes. Those that run under the same ids are taken away; nobody may be in them.
     *
     * @throws RefusedEditException if one of them cannot be built or started
     */
    void put(RouteFiles files, Set<String> ids) {
        files.byPath().values().forEach(file -> add(file, ids, routes -> {}, false));
    }

    /** Takes a route away, if it is there. */
    void remove(String id) {
        try {
            context.getRouteController().stopRoute(id);
            context.removeRoute(id);
            RouteDefinition definition = model.getRouteDefinition(id);
            if (definition != null) {
                model.removeRouteDefinition(definition);
            }
        } catch (Exception refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** From now on routes are built with the route configurations of these files, in place of those of the others. */
    void configure(RouteFiles before, RouteFiles after) {
        if (before.configurations().equals(after.configurations())) {
            return;
        }
        Set<String> ids = Stream.of(before, after)
                .flatMap(files -> files.byPath().values().stream())
                .flatMap(file -> file.all(Kind.CONFIGURATION).stream())
                .map(Item::id)
                .collect(Collectors.toSet());
        // in place, because Camel finds one by its id only, and there is one without
        model.getRouteConfigurationDefinitions()
                .removeIf(one -> !one.hasCustomIdAssigned() || ids.contains(one.getId()));
        after.byPath().values().stream()
                .filter(file -> !file.all(Kind.CONFIGURATION).isEmpty())
                .forEach(file -> {
                    try {
                        ((RouteConfigurationBuilder) load(file, item -> item.is(Kind.CONFIGURATION)))
                                .addRouteConfigurationsToCamelContext(context);
                    } catch (Exception broken) {
                        throw RefusedEditException.of(
                                file.path(), file.all(Kind.CONFIGURATION).get(0).line(), broken);
                    }
                });
    }

    /** Camel looks for some of them only when they are needed. */
    private void checkReferences(RouteFile file) {
        List<String> lines = file.text().lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher reference = REFERENCE.matcher(lines.get(i));
            if (reference.matches() && context.getRegistry().lookupByName(reference.group(1)) == null) {
                throw new RefusedEditException(file.path(), i + 1, "there is no bean " + reference.group(1));
            }
        }
    }

    private void add(RouteFile file, Set<String> ids, Consumer<List<RouteDefinition>> change, boolean again) {
        List<Item> wanted = file.all(Kind.ROUTE).stream()
                .filter(route -> ids.contains(route.id()))
                .toList();
        if (wanted.isEmpty()) {
            return;
        }
        int line = wanted.get(0).line();
        List<RouteDefinition> routes = List.of();
        try {
            RoutesDefinition collection = load(file, item -> item.is(Kind.SHARED) || wanted.contains(item))
                    .configureRoutes(context);
            routes = collection.getRoutes();
            change.accept(routes);
            routes.forEach(collection::prepareRoute);
            for (RouteDefinition route : routes) {
                line = route.getInput().getLineNumber();
                model.addRouteDefinitions(List.of(route));
            }
        } catch (Exception refused) {
            throw RefusedEditException.of(file.path(), lineOf(file, refused, routes, line), refused);
        } finally {
            if (again) {
                routes.forEach(route -> remove(route.getRouteId()));
            }
        }
    }

    private RouteBuilder load(RouteFile file, Predicate<Item> wanted) throws Exception {
        return (RouteBuilder) PluginHelper.getRoutesLoader(context)
                .getRoutesLoader("camel.yaml")
                .loadRoutesBuilder(ResourceHelper.fromString("file:" + file.path(), file.only(wanted)));
    }

    /** The line of the step that Camel names, or of what of it the cause names. */
    private static int lineOf(RouteFile file, Exception refused, List<RouteDefinition> routes, int otherwise) {
        String told = String.valueOf(refused.getMessage());
        String cause = Explanation.of(refused);
        return routes.stream()
                .flatMap(route -> route.getOutputs().stream())
                .filter(step -> told.contains(">>> " + step + " <<<"))
                .findFirst()
                .map(step ->
                        ProcessorDefinitionHelper.filterTypeInOutputs(
                                        List.<ProcessorDefinition<?>>of(step), ProcessorDefinition.class)
                                .stream()
                                .filter(part -> cause.contains(part.getLabel()))
                                .max(Comparator.comparingInt(
                                        part -> part.getLabel().length()))
                                .orElse(step)
                                .getLineNumber())
                .filter(line -> line > 0)
                .map(file::lineOfStep)
                .orElse(otherwise);
    }
}
