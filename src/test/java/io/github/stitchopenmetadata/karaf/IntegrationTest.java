package io.github.stitchopenmetadata.karaf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrationTest {

    @TempDir
    private Path folder;

    @Test
    void refusesRouteFilesOfAnEarlierVersion() throws Exception {
        Path former = Files.writeString(
                folder.resolve("4-status.camel.yaml"),
                "- route: {id: mine, from: {uri: direct:mine, steps: [{log: hello}]}}");
        Properties settings = new Properties();
        settings.setProperty("camel.main.routesIncludePattern", "classpath:routes/http.camel.yaml,file:" + former);

        assertThatThrownBy(() -> Integration.check(settings, IntegrationTest.class.getClassLoader()))
                .hasStackTraceContaining("there are route files of an earlier version (1)");
    }
}
