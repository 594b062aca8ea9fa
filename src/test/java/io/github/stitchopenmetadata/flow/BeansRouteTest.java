package io.github.stitchopenmetadata.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.support.Connector;
import java.util.Map;
import org.apache.camel.component.bean.BeanComponent;
import org.junit.jupiter.api.Test;

/** The beans whose methods the routes call. */
class BeansRouteTest {

    /** Most steps of the routes call one: to look through its class each time would be a tenth of the work of a small run. */
    @Test
    void areLookedThroughOnceForAllRoutes() throws Exception {
        try (Connector connector = Connector.with(Map.of())) {
            assertThat(connector
                            .context()
                            .getComponent("bean", BeanComponent.class)
                            .getCurrentBeanCacheSize())
                    .isPositive();
        }
    }
}
