package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * What a pipeline carries to say how far it was delivered: 24 digits for all that was delivered, none of them while
 * something is still to come, and 8 for the display name that was written, because people may have written another since.
 * It stands in {@code sourceHash}; servers that have none keep it as the fragment of the pipeline's address, which they record.
 */
public record Fingerprint(String contents, String displayName) {

    private static final int CONTENTS = 24;
    private static final int DISPLAY_NAME = 8;
    private static final String OPEN = "0".repeat(CONTENTS);

    /** What a pipeline carries that never got one here. */
    public static final Fingerprint NONE = new Fingerprint(OPEN, "");

    /** @param contents everything that is delivered, the same text on every machine, bit by bit */
    public static Fingerprint of(Stream<String> contents, String displayName) {
        return new Fingerprint(Fqn.hash(contents).substring(0, CONTENTS), digits(displayName));
    }

    /** @param text as the catalog holds it */
    static Fingerprint parse(String text) {
        return text.length() == CONTENTS + DISPLAY_NAME
                ? new Fingerprint(text.substring(0, CONTENTS), text.substring(CONTENTS))
                : NONE;
    }

    public boolean isOpen() {
        return contents.equals(OPEN);
    }

    /** The same while something is still to come. */
    public Fingerprint open() {
        return new Fingerprint(OPEN, displayName);
    }

    /** Whether this display name is the one that was written, and not one that a person wrote. */
    public boolean isOwnDisplayName(String stored) {
        return displayName.equals(digits(stored));
    }

    /** @param pipeline a body of PUT pipeline, with its address */
    public void putInto(ObjectNode pipeline, CatalogVersion version) {
        String field = version.fingerprintField();
        pipeline.put(
                field,
                version.hasSourceHash() ? toString() : pipeline.path(field).asText() + "#" + this);
    }

    @Override
    public String toString() {
        return contents + displayName;
    }

    private static String digits(String displayName) {
        return Fqn.hash(displayName).substring(0, DISPLAY_NAME);
    }
}
