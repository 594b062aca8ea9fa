package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of each source of a run, kept for its report in a temporary file, because the edges of an account need not fit
 * into memory. The file is nobody else's to read and gone with the log or the process, whatever ends it. Where there is no
 * place for it the report goes without. Thread-safe.
 */
public final class SourceLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLog.class);

    private FileChannel file;
    private boolean closed;

    /** What is done with each source. */
    public interface Reader {
        void read(JsonNode source) throws IOException;
    }

    /** @param source as the report is to show it; forgotten once the log is closed */
    synchronized void add(JsonNode source) {
        if (closed) {
            return;
        }
        try {
            if (file == null) {
                // where the system allows it, the file has no name any more from here on
                file = FileChannel.open(
                        Files.createTempFile("stitch-openmetadata-", ".jsonl"),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE);
            }
            ByteBuffer line = ByteBuffer.wrap((source + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                file.write(line);
            }
        } catch (IOException refused) {
            LOG.warn(
                    "The report will show no lineage: {} cannot be written: {}",
                    Path.of(System.getProperty("java.io.tmpdir")),
                    Explanation.of(refused));
            close();
        }
    }

    /** Gives one source after the other to the reader. */
    public synchronized void read(Reader reader) throws IOException {
        if (file != null && !closed) {
            file.position(0);
            BufferedReader lines = new BufferedReader(Channels.newReader(file, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.read(Json.MAPPER.readTree(line));
            }
            file.position(file.size());
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException late) {
            LOG.debug("A temporary file was closed late", late);
        }
    }
}
