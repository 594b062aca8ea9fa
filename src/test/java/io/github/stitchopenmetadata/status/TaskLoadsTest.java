package io.github.stitchopenmetadata.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.naming.LoadingRules;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskLoadsTest {

    private static final Map<String, String> WITH_SCHEMAS =
            Map.of("include_schemas_in_destination_stream_name", "true");

    /** @return the names of the loads by task */
    private static Map<String, String> loads(
            String type, Map<String, String> properties, List<String> tasks, String... names) {
        Map<String, Load> loads = new HashMap<>();
        Arrays.stream(names).forEach(name -> loads.put(name, new Load(name.hashCode(), name)));
        Map<String, String> found = new TreeMap<>();
        new TaskLoads(LoadingRules.load().source(type, null), properties, tasks)
                .of(loads, 256)
                .forEach((task, load) -> found.put(task, load.error()));
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "orders,             orders,        true",
        "orders,             Orders,        false",
        "orders,             gone,          false",
        "sales.orders,       orders,        true",
        "sales.orders,       sales__orders, true",
        "shop.sales.orders,  sales__orders, true",
        "sales.orders,       web__orders,   false",
        "orders,             sales__orders, true",
        "'orders #12',       orders,        true",
        "a.b,                a.b,           true"
    })
    void findALoadByEachNameThatItsStreamMayHave(String task, String load, boolean found) {
        assertThat(loads("platform.hp-postgres", WITH_SCHEMAS, List.of(task), load))
                .isEqualTo(found ? Map.of(task, load) : Map.of());
    }

    @Test
    void leaveALoadThatSeveralTasksMayHave() {
        List<String> tasks = List.of("sales.orders", "web.orders", "items #1", "items #2");

        assertThat(loads("platform.hp-postgres", WITH_SCHEMAS, tasks, "orders", "items", "web__orders"))
                .containsExactly(Map.entry("web.orders", "web__orders"));
    }

    @Test
    void takeTheLaterOfTwoLoadsOfOneTask() {
        Map<String, Load> loads = Map.of("orders", new Load(2, null), "sales__orders", new Load(3, null));

        assertThat(new TaskLoads(
                                LoadingRules.load().source("platform.hp-postgres", null),
                                WITH_SCHEMAS,
                                List.of("sales.orders"))
                        .of(loads, 256))
                .containsExactly(Map.entry("sales.orders", new Load(3, null)));
    }

    @Test
    void takeNoPrefixWhereTheSourceAddsNone() {
        assertThat(loads("platform.hubspot", Map.of(), List.of("orders"), "sales__orders"))
                .isEmpty();
    }
}
