package io.github.stitchopenmetadata.packaged;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
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
