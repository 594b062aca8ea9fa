package io.github.stitchopenmetadata.packaged;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.MapPropertySource;

/** The routes in a Spring Boot application. */
@EnableAutoConfiguration
@PropertySource("classpath:stitch-openmetadata/application.properties")
class SpringBootApplicationWithRoutes {

    /** @param settings what the user's own application.properties would say */
    static ConfigurableApplicationContext start(Map<String, String> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put("camel.main.routes-include-pattern", "classpath:routes/*.camel.yaml");
        SpringApplication application = new SpringApplication(SpringBootApplicationWithRoutes.class);
        application.setDefaultProperties(Map.of("spring.main.banner-mode", "off"));
        application.addInitializers(
                starting -> starting.getEnvironment().getPropertySources().addFirst(new MapPropertySource("own", own)));
        return application.run();
    }
}
