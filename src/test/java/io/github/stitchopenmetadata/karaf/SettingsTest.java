package io.github.stitchopenmetadata.karaf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.workflow.PackedSettings;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

class SettingsTest {

    @TempDir
    private Path karaf;

    private Surroundings surroundings() throws Exception {
        URL route = new URL("file:/routes/1-run.camel.yaml");
        Bundle bundle = standIn(Bundle.class, Map.of("findEntries", Collections.enumeration(List.of(route))));
        return new Surroundings(
                standIn(BundleContext.class, Map.of("getBundle", bundle, "getProperty", karaf.toString())), "pid");
    }

    private static <T> T standIn(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answers.get(method.getName())));
    }

    /** What Camel makes of the settings. */
    private String resolved(Map<String, String> said, String key) throws Exception {
        Properties told = Settings.of(new Hashtable<>(said)).in(surroundings());
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getPropertiesComponent().setLocation("classpath:" + PackedSettings.OWN);
            camel.getPropertiesComponent().setOverrideProperties(told);
            return camel.resolvePropertyPlaceholders("{{" + key + ":}}");
        }
    }

    private Path data() {
        return karaf.resolve("stitch-openmetadata");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,      -,        dead-letters",
                "mine,   -,        mine",
                "-,      earlier,  earlier",
                "mine,   earlier,  mine",
                "-,      /earlier, /earlier"
            })
    void putsDeadLettersWhereTheSettingOrThatOfAnEarlierVersionSays(String now, String earlier, String expected)
            throws Exception {
        Map<String, String> said = new Hashtable<>();
        if (now != null) {
            said.put("deadletter.directory", now);
        }
        if (earlier != null) {
            said.put("parking.directory", earlier);
        }

        assertThat(resolved(said, "deadletter.directory"))
                .isEqualTo(data().resolve(expected).toString());
        assertThat(resolved(said, "parking.directory")).isEqualTo(earlier == null ? "" : earlier);
    }

    @Test
    void putsOtherDirectoriesBelowThatOfTheContainer() throws Exception {
        assertThat(resolved(Map.of(), "state.directory"))
                .isEqualTo(data().resolve("state").toString());
        assertThat(resolved(Map.of("report.directory", "html"), "report.directory"))
                .isEqualTo(data().resolve("html").toString());
    }
}
