package io.github.stitchopenmetadata.benchmark;

import io.github.stitchopenmetadata.workflow.PackedSettings;
import java.util.Properties;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The routes in a JVM of their own: for each line that comes, that many runs; then it prints what it holds on to. */
final class SoakMain {

    private SoakMain() {}

    /** @param args settings, each as {@code key=value} */
    public static void main(String[] args) throws Exception {
        Properties settings = new Properties();
        for (String setting : args) {
            settings.setProperty(
                    setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        Main main = new Main(SoakMain.class);
        main.setDefaultPropertyPlaceholderLocation("file:application.properties," + PackedSettings.LOCATIONS);
        main.setOverrideProperties(settings);
        main.start();
        try (ProducerTemplate routes = main.getCamelContext().createProducerTemplate()) {
            for (int next = System.in.read(); next >= 0; next = System.in.read()) {
                if (next == 'r') {
                    routes.requestBody("direct:lineage-then-status", (Object) null);
                    System.out.println("done");
                } else if (next == 'h') {
                    Held held = Held.now();
                    System.out.println(held.heap() + " " + held.threads() + " " + held.files() + " " + held.sockets());
                }
            }
        }
        main.stop();
    }
}
