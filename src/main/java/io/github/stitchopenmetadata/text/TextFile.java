package io.github.stitchopenmetadata.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Reads small UTF-8 files and says in a few words why one cannot be read. */
public final class TextFile {
    private static final int LARGEST = 1024 * 1024;

    private TextFile() {}

    /** Returns the text of {@code path}; an {@link Unreadable} completes a sentence that starts with its name. */
    public static String read(Path path) throws Unreadable {
        if (Files.isDirectory(path)) {
            throw new Unreadable("is a directory", null);
        }
        if (Files.notExists(path)) {
            throw new Unreadable("does not exist", null);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Unreadable("is larger than 1 MiB", null);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unreadable("is not UTF-8 text", e);
        } catch (IOException e) {
            throw new Unreadable("cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /**
     * The settings in {@code path}, as every editor writes them: with or without the mark that says UTF-8.
     *
     * @throws Unreadable as {@link #read} does
     */
    public static Properties properties(Path path) throws Unreadable {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(read(path).replaceFirst("^\uFEFF", "")));
        } catch (IOException fromText) {
            throw new UncheckedIOException(fromText);
        }
        return properties;
    }

    /** Says why, in words that complete a sentence that starts with the name of the file. */
    public static final class Unreadable extends Exception {
        public Unreadable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
