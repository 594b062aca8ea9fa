package io.github.stitchopenmetadata.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No library with a known hole that is closed in a later version, unless it says why. */
class AdvisoriesTest {

    private static final Path LIST = Path.of("src/test/resources/security/advisories.txt");
    private static final Pattern ENTRY = Pattern.compile("(\\S+:\\S+)\\s+(\\d\\S*)\\s+((?:CVE|GHSA)-\\S+)\\s+(\\S.*)");
    /** Of a repository, wherever that is: the folder of group and artifact, the artifact, the version. */
    private static final Pattern JAR = Pattern.compile("(.*/([^/]+))/(\\d[^/]*)/\\2-\\3\\.jar");

    private record Advisory(String library, String good, String number, String what) {

        boolean isAccepted() {
            return what.contains("accepted:");
        }
    }

    private static List<Advisory> advisories() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> {
                    Matcher entry = ENTRY.matcher(line);
                    assertThat(entry.matches()).as(line).isTrue();
                    return new Advisory(entry.group(1), entry.group(2), entry.group(3), entry.group(4));
                })
                .toList();
    }

    /** The versions of what is on the class path, by the folders of their groups and artifacts. */
    private static Map<String, String> libraries() {
        Map<String, String> libraries = new HashMap<>();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String jar : classPath.split(File.pathSeparator)) {
            Matcher parts = JAR.matcher(jar.replace('\\', '/'));
            if (parts.matches()) {
                libraries.put(parts.group(1), parts.group(3));
            }
        }
        return libraries;
    }

    private static String version(Advisory advisory, Map<String, String> libraries) {
        String folder = "/" + advisory.library().replace('.', '/').replace(':', '/');
        return libraries.entrySet().stream()
                .filter(library -> library.getKey().endsWith(folder))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElseThrow(() ->
                        new AssertionError(advisory.library() + " is not on the class path: strike it from the list"));
    }

    private static boolean isOlder(String version, String good) {
        return Version.parse(version.replace(".Final", "")).compareTo(Version.parse(good)) < 0;
    }

    @Test
    void noLibraryHasAKnownHole() throws IOException {
        Map<String, String> libraries = libraries();
        List<Advisory> advisories = advisories();

        assertThat(libraries).hasSizeGreaterThan(50);
        assertThat(advisories)
                .hasSizeGreaterThan(15)
                .filteredOn(advisory -> isOlder(version(advisory, libraries), advisory.good()) != advisory.isAccepted())
                .as("of these an older version is there, or is accepted without need: %s", libraries)
                .isEmpty();
    }

    @Test
    void comparesVersionsByTheirNumbers() {
        assertThat(isOlder("4.1.99.Final", "4.1.118")).isTrue();
        assertThat(isOlder("4.1.137.Final", "4.1.137")).isFalse();
        assertThat(isOlder("2.9.10", "2.15.0")).isTrue();
        assertThat(isOlder("5.6.4", "5.6.4")).isFalse();
    }
}
