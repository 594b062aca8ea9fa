package io.github.stitchopenmetadata.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.Explanation;
import io.github.stitchopenmetadata.text.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of each source of a run, kept for its report in a temporary file, because the edges of an account need not fit
 * into memory. The file is nobody else's to read and gone with the log or the process, whatever ends it. Where there is no
 * place for it the report goes without. Thread-safe.
 */
public final class SourceLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLog.class);

    private final String what;
    /** Null where the sources go into a file. */
    private final List<JsonNode> inMemory;

    private FileChannel file;
    private boolean closed;

    /** @param what is lost where there is no place for it, such as {@code lineage} */
    SourceLog(String what) {
        this(what, null);
    }

    private SourceLog(String what, List<JsonNode> inMemory) {
        this.what = what;
        this.inMemory = inMemory;
    }

    /** For the sources of one message, which is delivered in a moment. */
    static SourceLog inMemory() {
        return new SourceLog("", new ArrayList<>());
    }

    /** What is done with each source. */
    public interface Reader {
        void read(JsonNode source) throws IOException;
    }

    /** @param source as the report is to show it; forgotten once the log is closed */
    public synchronized void add(JsonNode source) {
        if (closed) {
            return;
        }
        if (inMemory != null) {
            inMemory.add(source);
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
                    "The report will show no {}: {} cannot be written: {}",
                    what,
                    Path.of(System.getProperty("java.io.tmpdir")),
                    Explanation.of(refused));
            close();
        }
    }

    /** Gives one source after the other to the reader. */
    public synchronized void read(Reader reader) throws IOException {
        try {
            for (Iterator<JsonNode> sources = iterator(); sources.hasNext(); ) {
                reader.read(sources.next());
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    /** @return the sources that were added before, each read when it is asked for; none once the log is closed */
    public synchronized Iterator<JsonNode> iterator() {
        if (inMemory != null) {
            return List.copyOf(inMemory).iterator();
        }
        if (file == null || closed) {
            return Collections.emptyIterator();
        }
        return new BufferedReader(new InputStreamReader(new Content(file), StandardCharsets.UTF_8))
                .lines()
                .map(SourceLog::parsed)
                .iterator();
    }

    private static JsonNode parsed(String line) {
        try {
            return Json.MAPPER.readTree(line);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
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

    /** The file from its beginning, wherever others write. */
    private static final class Content extends InputStream {

        private final FileChannel file;
        private long position;

        Content(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = file.read(ByteBuffer.wrap(bytes, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
