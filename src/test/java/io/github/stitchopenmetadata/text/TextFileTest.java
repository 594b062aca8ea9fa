package io.github.stitchopenmetadata.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TextFileTest {

    /** Not a byte of it can be read, by whomever. */
    private static final Path UNREADABLE = Path.of("/proc/self/mem");

    @Test
    void saysWhatTheSystemSays() {
        assumeThat(UNREADABLE).exists();

        assertThatThrownBy(() -> TextFile.read(UNREADABLE)).hasMessage("cannot be read: Input/output error");
    }
}
