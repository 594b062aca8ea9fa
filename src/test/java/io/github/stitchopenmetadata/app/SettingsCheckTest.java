package io.github.stitchopenmetadata.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsCheckTest {

    private static final Properties SHIPPED = shipped();

    private static Properties shipped() {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            properties.load(file);
            return properties;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static List<String> problems(String name, String text) {
        return SettingsCheck.problems(setting -> setting.equals(name) ? text : SHIPPED.getProperty(setting));
    }

    /** Those of workflows are checked with them, and may be empty. */
    static Stream<String> numbersAndSwitches() {
        return SHIPPED.stringPropertyNames().stream()
                .sorted()
                .filter(name -> !name.startsWith("camel.")
                        && !name.startsWith("stitch.include")
                        && !name.startsWith("retry.statuses")
                        && SHIPPED.getProperty(name).matches("\\d+|true|false"));
    }

    @Test
    void takesWhatIsShipped() {
        assertThat(SettingsCheck.problems(SHIPPED::getProperty)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("numbersAndSwitches")
    void refusesNonsenseByTheNameOfTheSetting(String name) {
        for (String text : List.of(
                "", " ", "x", "-1", "1.5", "1e3", "10s", "99999999999999999999", "9".repeat(300), "0x10", "yes", "١")) {
            assertThat(problems(name, text))
                    .as(text)
                    .singleElement()
                    .asString()
                    .startsWith(name + " is \"")
                    .contains("expected ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingest.cron", "status.cron"})
    void refusesWhatIsNoSchedule(String name) {
        assertThat(problems(name, "0 0 * * *"))
                .singleElement()
                .asString()
                .startsWith(name + " is \"0 0 * * *\"")
                .contains("Quartz");
        assertThat(problems(name, "")).hasSize(1);
        assertThat(problems(name, "0 6 * * 1")).singleElement().asString().endsWith("write 0 0 6 ? * MON");
        assertThat(problems(name, "*/15 * * * *")).singleElement().asString().endsWith("write 0 */15 * * * ?");
        assertThat(problems(name, "0 6 1 * 0")).singleElement().asString().contains("six fields");
        assertThat(problems(name, "0 30 6 ? * MON")).isEmpty();
    }

    @Test
    void refusesWhatIsNoTimeZone() {
        assertThat(problems("ingest.timezone", "Europe/Berln"))
                .singleElement()
                .asString()
                .contains("Europe/Berlin");
        assertThat(problems("ingest.timezone", "Europe/Berlin")).isEmpty();
    }

    /** It may hold a password. */
    @Test
    void refusesWhatIsNoProxyWithoutShowingIt() {
        assertThat(problems("stitch.proxy", "socks://me:s3cret@proxy"))
                .singleElement()
                .asString()
                .contains("stitch.proxy", "http://")
                .doesNotContain("s3cret");
    }

    @Test
    void refusesMessagesThatHoldNoSource() {
        assertThat(problems("lineage.message.bytes", "3999"))
                .singleElement()
                .asString()
                .startsWith("lineage.message.bytes is \"3999\"")
                .contains("4000");
        assertThat(problems("lineage.message.bytes", "4000")).isEmpty();
    }

    @Test
    void tellsAllProblems() {
        assertThat(SettingsCheck.problems(setting -> "x")).hasSizeGreaterThan(30);
    }
}
