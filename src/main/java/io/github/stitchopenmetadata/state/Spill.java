package io.github.stitchopenmetadata.state;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/** A file for what does not fit into memory, for this process only. Thread-safe. */
public final class Spill implements Closeable {

    private final FileChannel file;
    private long end;

    private Spill(FileChannel file) {
        this.file = file;
    }

    /** @param path of a file that is not there yet; where the system allows it, it has no name any more from here on */
    static Spill at(Path path, FileAttribute<?>... attributes) throws IOException {
        return new Spill(FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.DELETE_ON_CLOSE),
                attributes));
    }

    /** @return where it lies, for {@link #read} */
    public long append(byte[] content) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(Integer.BYTES + content.length)
                .putInt(content.length)
                .put(content)
                .flip();
        long place;
        synchronized (this) {
            place = end;
            end += all.remaining();
        }
        long at = place;
        while (all.hasRemaining()) {
            at += file.write(all, at);
        }
        return place;
    }

    /** @param place what {@link #append} said */
    public byte[] read(long place) throws IOException {
        byte[] content =
                new byte[full(ByteBuffer.allocate(Integer.BYTES), place).getInt()];
        full(ByteBuffer.wrap(content), place + Integer.BYTES);
        return content;
    }

    private ByteBuffer full(ByteBuffer buffer, long place) throws IOException {
        long at = place;
        while (buffer.hasRemaining()) {
            int read = file.read(buffer, at);
            if (read < 0) {
                throw new IOException("what was put aside is not there any more");
            }
            at += read;
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
