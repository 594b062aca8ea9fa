package io.github.stitchopenmetadata.packaged;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** A program of somebody else that has the jar on its class path. It says how many routes it has, and ends. */
final class GuestProgram {

    private static final Logger LOG = LoggerFactory.getLogger(GuestProgram.class);

    @EnableAutoConfiguration
    static class SpringBoot {}

    private GuestProgram() {}

    /** @param args {@code plain} or {@code spring}, and then {@code routes} if it loads ours, or {@code kamelets} if it uses those */
    public static void main(String[] args) throws Exception {
        boolean loads = args.length > 1 && args[1].equals("routes");
        if (args[0].equals("plain")) {
            try (CamelContext camel = new DefaultCamelContext()) {
                if (loads) {
                    PlainCamel.load(camel, Map.of());
                } else if (args.length > 1) {
                    PlainCamel.useKamelet(camel);
                }
                camel.start();
                LOG.info("routes: {}", camel.getRoutesSize());
            }
        } else if (loads) {
            try (ConfigurableApplicationContext application = SpringBootApplicationWithRoutes.start(new HashMap<>())) {
                LOG.info("routes: {}", application.getBean(CamelContext.class).getRoutesSize());
            }
        } else {
            try (ConfigurableApplicationContext application = SpringApplication.run(SpringBoot.class)) {
                LOG.info("routes: {}", application.getBean(CamelContext.class).getRoutesSize());
            }
        }
    }
}
