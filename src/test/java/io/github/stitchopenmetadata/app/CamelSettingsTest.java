package io.github.stitchopenmetadata.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.junit.jupiter.api.Test;

class CamelSettingsTest {

    /** In the file beside the jar, which the program reads itself: it wins over what is packed. */
    @Test
    void areTakenOfTheFileForComponentsToo() {
        Properties written = new Properties();
        written.setProperty("camel.component.seda.queueSize", "7");
        written.setProperty("camel.main.shutdownTimeout", "3");
        written.setProperty("stitch.token", "of no interest here");
        Main main = new Main(CamelSettingsTest.class);
        main.setDefaultPropertyPlaceholderLocation("classpath:stitch-openmetadata/camel.properties");
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void beforeConfigure(BaseMainSupport starting) {
                Properties decided = new Properties();
                decided.setProperty("camel.main.routesIncludePattern", "false");
                decided.setProperty("camel.main.routesReloadEnabled", "false");
                decided.setProperty("management.enabled", "false");
                decided.setProperty("management.host", "127.0.0.1");
                decided.setProperty("management.port", "0");
                starting.getCamelContext().getPropertiesComponent().setOverrideProperties(decided);
                starting.getCamelContext().getPropertiesComponent().addPropertiesSource(new CamelSettings(written));
            }
        });
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.start();
        try {
            assertThat(main.getCamelContext()
                            .getComponent("seda", SedaComponent.class)
                            .getQueueSize())
                    .isEqualTo(7);
            assertThat(main.getCamelContext().getShutdownStrategy().getTimeout())
                    .isEqualTo(3);
            assertThat(new CamelSettings(written).getProperty("stitch.token")).isNull();
        } finally {
            main.stop();
        }
    }
}
