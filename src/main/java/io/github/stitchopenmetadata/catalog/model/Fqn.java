package io.github.stitchopenmetadata.catalog.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fully qualified names, and names that OpenMetadata accepts. */
public final class Fqn {

    private Fqn() {}

    /** @return the parts joined by dots; a part with a dot inside stands in quotes, and only such a part */
    public static String of(String... parts) {
        return Arrays.stream(parts)
                .map(part -> part.contains(".") ? '"' + part + '"' : part)
                .collect(Collectors.joining("."));
    }

    /**
     * Makes any text a name that every server accepts: the reserved {@code ::}, {@code >} and {@code "} are written as
     * OpenMetadata's own ingestion writes them, control characters become spaces, and what is too long is cut and told
     * apart by a hash.
     *
     * @param limit how many characters the name may have, at least 32
     * @return the name, not blank
     */
    public static String name(String text, int limit) {
        String name = text.replaceAll("\\p{Cc}+", " ")
                .strip()
                .replace("::", "__reserved__colon__")
                .replace(">", "__reserved__arrow__")
                .replace("\"", "__reserved__quote__");
        if (name.isEmpty()) {
            return "unnamed_" + hash(text).substring(0, 8);
        }
        if (name.length() <= limit) {
            return name;
        }
        int end = Character.isHighSurrogate(name.charAt(limit - 10)) ? limit - 10 : limit - 9;
        return name.substring(0, end).stripTrailing() + "_" + hash(text).substring(0, 8);
    }

    /** @return 32 hexadecimal digits, the same for the same text on every machine */
    public static String hash(String text) {
        return hash(Stream.of(text));
    }

    /** The same for a text that comes bit by bit. */
    static String hash(Stream<String> text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            text.forEachOrdered(some -> digest.update(some.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
