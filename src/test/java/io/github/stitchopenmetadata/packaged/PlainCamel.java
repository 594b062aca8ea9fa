package io.github.stitchopenmetadata.packaged;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** The routes in a Camel context that a program makes by itself. */
final class PlainCamel {

    private PlainCamel() {}

    static CamelContext start(Map<String, String> settings) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        load(camel, settings);
        camel.start();
        return camel;
    }

    /** An operation of Stitch in a route of its own, and nothing else. */
    static void useKamelet(CamelContext camel) throws Exception {
        RouteBuilder.addRoutes(camel, program -> program.from("direct:program")
                .to("kamelet:stitch-operation-action?operation=getSources&token=of-nobody"));
    }

    static void load(CamelContext camel, Map<String, String> settings) throws Exception {
        Properties own = new Properties();
        own.putAll(settings);
        camel.getPropertiesComponent().setOverrideProperties(own);

        camel.getPropertiesComponent().addLocation("classpath:stitch-openmetadata/application.properties");
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(PluginHelper.getPackageScanResourceResolver(camel)
                        .findResources("classpath:routes/*.camel.yaml"));
    }
}
