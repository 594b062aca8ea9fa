package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stitchopenmetadata.app.SandboxStarter;
import io.github.stitchopenmetadata.sandbox.PackedSandbox;
import io.github.stitchopenmetadata.workflow.PackedSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What is packed where. */
class JarContentsIT {

    private static final String CODE = "io/github/stitchopenmetadata/";
    private static final String SERVICE = "META-INF/services/" + SandboxStarter.class.getName();

    private static List<String> files(Path jar) throws IOException {
        try (JarFile in = new JarFile(jar.toFile())) {
            return in.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    private static String text(Path jar, String file) throws IOException {
        try (JarFile in = new JarFile(jar.toFile());
                InputStream text = in.getInputStream(in.getEntry(file))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theProgramHasTheSandbox() throws Exception {
        assertThat(files(Jars.EXECUTABLE))
                .contains(CODE + "sandbox/Sandbox.class", "sandbox/catalog.json", "sandbox/stitch-account.json");
        assertThat(text(Jars.EXECUTABLE, SERVICE).strip()).isEqualTo(PackedSandbox.class.getName());
    }

    @Test
    void theJarForOthersHasNeitherTheSandboxNorWhatItNeeds() throws Exception {
        assertThat(files(Jars.plain()))
                .contains(CODE + "app/Main.class", CODE + "karaf/Activator.class")
                .anyMatch(file -> file.startsWith("routes/"))
                .noneMatch(file -> file.contains("sandbox/"))
                .noneMatch(file -> file.startsWith("META-INF/services/"));
        try (JarFile jar = new JarFile(Jars.plain().toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Import-Package"))
                    .contains("org.apache.camel")
                    .doesNotContain("com.sun.net.httpserver");
        }
    }

    /** A file that a library looks for by its name would be that of every program that has the jar on its class path. */
    @Test
    void theJarForOthersConfiguresNothingOfTheProgramAroundIt() throws Exception {
        assertThat(files(Jars.plain()))
                .noneMatch(file -> file.matches("logback.*|application\\.(properties|ya?ml)|camel/.*"));
        Properties defaults = new Properties();
        defaults.load(Files.newBufferedReader(Path.of("application.properties")));
        assertThat(text(Jars.plain(), PackedSettings.OWN))
                .isEqualTo(Files.readString(Path.of("application.properties")));
        assertThat(defaults.stringPropertyNames())
                .contains("ingest.workflow")
                .noneMatch(name -> name.startsWith("camel.") || name.startsWith("spring."));
    }
}
