package io.github.stitchopenmetadata.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stitchopenmetadata.state.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderCheckTest {

    @TempDir
    private Path folder;

    private void check(String url) throws Exception {
        try (Database database = new Database(url, "stitch", "", "")) {
            new FolderCheck("state.directory=" + folder.resolve("state"), database)
                    .step()
                    .judge()
                    .judge(null, null);
        }
    }

    @Test
    void asksTheDatabaseThatProcessesShare() throws IOException {
        int free;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = closed.getLocalPort();
        }

        assertThatThrownBy(() -> check("jdbc:postgresql://127.0.0.1:" + free + "/stitch"))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("127.0.0.1:" + free);
    }

    @Test
    void asksNoDatabaseWhereNoneIsUsed() {
        assertThatCode(() -> check("")).doesNotThrowAnyException();
    }
}
