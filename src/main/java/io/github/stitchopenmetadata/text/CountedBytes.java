package io.github.stitchopenmetadata.text;

import java.io.IOException;
import java.io.OutputStream;

/** Counts how many bytes something has as JSON, without making them. */
public final class CountedBytes extends OutputStream {

    private long count;

    private CountedBytes() {}

    /** @param content a tree, a record or a collection of such */
    public static long of(Object content) {
        CountedBytes counted = new CountedBytes();
        try {
            Json.MAPPER.writeValue(counted, content);
        } catch (IOException notJson) {
            throw new IllegalArgumentException(notJson);
        }
        return counted.count;
    }

    @Override
    public void write(int one) {
        count++;
    }

    @Override
    public void write(byte[] some, int offset, int length) {
        count += length;
    }
}
