package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/**
 * What a pipeline carries to say how far it was delivered: 16 digits for all that was delivered, 4 each for the owner and the
 * domain that it was given, because people may have taken them away since, and 8 for the display name that was written, because
 * they may have written another. It stands in {@code sourceHash}, which takes 32 characters; servers that have none keep it as the
 * fragment of the pipeline's address, which they record.
 *
 * @param contents of a delivery that is not complete: zeros and a one, or, where it only waits for tables, half of the digits after zeros;
 *                 nothing but zeros where edges of it are to be written again
 */
public record Fingerprint(String contents, String owner, String domain, String displayName) {

    private static final int CONTENTS = 16;
    private static final int REFERENCE = 4;
    private static final int DISPLAY_NAME = 8;
    private static final String UNFINISHED = "0".repeat(CONTENTS / 2);
    private static final String OPEN = "0".repeat(CONTENTS - 1) + "1";
    /** Stands from the first write of a pipeline to the last. Earlier versions wrote it whatever was still to come. */
    private static final String DOUBTFUL = "0".repeat(CONTENTS);

    private static final String NOBODY = "0".repeat(REFERENCE);

    /** What a pipeline carries that never got one here. */
    public static final Fingerprint NONE = new Fingerprint(DOUBTFUL, NOBODY, NOBODY, "");

    /** @param contents everything that is delivered, the same text on every machine, bit by bit */
    public static Fingerprint of(Stream<String> contents, String displayName) {
        return new Fingerprint(Fqn.hash(contents).substring(0, CONTENTS), NOBODY, NOBODY, digits(displayName));
    }

    /** What earlier versions wrote for the same: an account that they delivered is not written anew. */
    public static String ofEarlierVersion(Stream<String> contents, String displayName) {
        return Fqn.hash(contents).substring(0, CONTENTS + 2 * REFERENCE) + digits(displayName);
    }

    /**
     * The same for a pipeline that has been given these.
     *
     * @param owner  as it was written; "" for none
     * @param domain as it was written; "" for none
     */
    public Fingerprint given(String owner, String domain) {
        return new Fingerprint(contents, reference(owner), reference(domain), displayName);
    }

    /** Whether the pipeline was given this owner: where it has none now, a person took it away. */
    public boolean gaveOwner(String wanted) {
        return owner.equals(reference(wanted));
    }

    /** Whether the pipeline was given this domain. */
    public boolean gaveDomain(String wanted) {
        return domain.equals(reference(wanted));
    }

    /** @param text as the catalog holds it */
    static Fingerprint parse(String text) {
        int domain = CONTENTS + REFERENCE;
        int name = domain + REFERENCE;
        return text.length() == name + DISPLAY_NAME
                ? new Fingerprint(
                        text.substring(0, CONTENTS),
                        text.substring(CONTENTS, domain),
                        text.substring(domain, name),
                        text.substring(name))
                : NONE;
    }

    public boolean isOpen() {
        return contents.startsWith(UNFINISHED);
    }

    /** Whether the server may have stored edges that nobody saw it confirm, and that its search index lacks. */
    public boolean isDoubtful() {
        return contents.equals(DOUBTFUL) && !equals(NONE);
    }

    /** The same where all has arrived except edges that wait for tables that were deleted softly. */
    public Fingerprint waiting() {
        return new Fingerprint(UNFINISHED + contents.substring(UNFINISHED.length()), owner, domain, displayName);
    }

    /** The same where something did not come. */
    public Fingerprint open() {
        return new Fingerprint(OPEN, owner, domain, displayName);
    }

    /** The same while nobody knows what the server made of the edges: it failed, or is still to be sent some. */
    public Fingerprint doubtful() {
        return new Fingerprint(DOUBTFUL, owner, domain, displayName);
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
        return contents + owner + domain + displayName;
    }

    private static String reference(String text) {
        return text.isEmpty() ? NOBODY : Fqn.hash(text).substring(0, REFERENCE);
    }

    private static String digits(String displayName) {
        return Fqn.hash(displayName).substring(0, DISPLAY_NAME);
    }
}
