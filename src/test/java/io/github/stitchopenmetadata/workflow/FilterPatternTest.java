package io.github.stitchopenmetadata.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "          |            | anything     | true",
                "orders    |            | orders_old   | true",
                "^orders$  |            | orders_old   | false",
                "orders    |            | my_orders    | false",
                "orders    |            | ORDERS       | true",
                ".*orders  |            | my_orders    | true",
                "GRÜN      |            | grüne        | true",
                "\\w+ eu   |            | Größe eu     | true",
                "a,b       |            | bcd          | true",
                "a,b       |            | cde          | false",
                "          | old        | older        | false",
                "          | old        | told         | true",
                "orders    | orders_old | orders_old_1 | false",
                "orders    | orders_old | orders_new   | true",
                "other     | old        | old          | false",
                "a{1,2}$   |            | aa           | true",
                "a{1,2}$   |            | aaa          | false",
                "a\\,b,c   |            | a,b          | true",
            })
    void accepts(String includes, String excludes, String name, boolean accepted) {
        Map<String, String> settings =
                Map.of("includes", includes == null ? "" : includes, "excludes", excludes == null ? "" : excludes);
        Section section = new SettingsSection(settings, "", "", new Problems("test"), new Environment(any -> null));

        assertThat(FilterPattern.from(section).accepts(name)).isEqualTo(accepted);
    }
}
