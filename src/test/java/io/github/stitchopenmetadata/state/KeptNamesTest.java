package io.github.stitchopenmetadata.state;

import static io.github.stitchopenmetadata.support.Facts.telling;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.github.stitchopenmetadata.support.LogLines;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptNamesTest {

    private static final Map<String, String> FIRST = Map.of("stitch", "https://a/api");
    private static final Map<String, String> SECOND = Map.of("stitch", "https://b/api", "eu", "https://b/api");

    @TempDir
    private Path folder;

    /** As another process has it. */
    private KeptNames names() {
        return new KeptNames(new StateFiles(folder.toString()));
    }

    @Test
    void givesANameToTheFirstThatDeliversForEver() {
        assertThat(names().of(FIRST, true)).isEqualTo(FIRST);

        assertThat(names().of(SECOND, true)).isEqualTo(Map.of("stitch", "https://a/api", "eu", "https://b/api"));
        assertThat(names().of(SECOND, false)).containsEntry("stitch", "https://a/api");
    }

    @Test
    void tellOnceOfANameThatAnotherServerHas() {
        try (LogLines log = new LogLines()) {
            names().of(FIRST, true);
            KeptNames others = names();
            others.of(SECOND, true);
            others.of(SECOND, true);

            assertThat(log.at(Level.WARN))
                    .singleElement()
                    .satisfies(telling("stitch · services.json · https://a/api · https://b/api"));
        }
    }

    @Test
    void givesNoneToWhoOnlyLooks() {
        assertThat(names().of(SECOND, false)).isEqualTo(SECOND);
        assertThat(folder).isEmptyDirectory();

        assertThat(names().of(FIRST, true)).isEqualTo(FIRST);
    }
}
