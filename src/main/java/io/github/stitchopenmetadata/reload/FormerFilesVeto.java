package io.github.stitchopenmetadata.reload;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.VetoCamelContextStartException;
import org.apache.camel.model.Model;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.ResourceAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.ResourceHelper;

/** Lets no Camel context start, or take in routes, that come from route files of an earlier version, whoever loads them. */
final class FormerFilesVeto extends LifecycleStrategySupport {

    @Override
    public void onContextStarting(CamelContext context) throws VetoCamelContextStartException {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        // route configurations know no file, but what is in them does
        Stream<Resource> configurations = model.getRouteConfigurationDefinitions().stream()
                .flatMap(configuration -> configuration.getOnExceptions().stream())
                .map(OnExceptionDefinition::getLocation)
                .filter(Objects::nonNull)
                .distinct()
                .map(location -> ResourceHelper.resolveResource(context, location));
        Stream<Resource> others = Stream.of(model.getRouteDefinitions(), model.getCustomBeans())
                .flatMap(Collection::stream)
                .map(definition -> ((ResourceAware) definition).getResource());
        Optional<String> refusal = FormerRouteFiles.refusal(Stream.concat(configurations, others));
        if (refusal.isPresent()) {
            throw new VetoCamelContextStartException(refusal.get(), context, true);
        }
    }

    @Override
    public void onRoutesAdd(Collection<Route> routes) {
        FormerRouteFiles.refusal(routes.stream().map(Route::getSourceResource)).ifPresent(refusal -> {
            throw new IllegalStateException(refusal);
        });
    }
}
