package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.stitchopenmetadata.lineage.LineageMessage;
import io.github.stitchopenmetadata.text.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A tag of the classification {@code Stitch}: what Stitch tells of a source or a stream and people search for. */
public record StitchTag(String name, String description) {

    public static final String CLASSIFICATION = "Stitch";

    private static final int LONGEST = 64;
    private static final String CLASSIFICATION_DESCRIPTION =
            "What Stitch tells of its sources and streams. Kept by stitch-openmetadata.";
    private static final String CONNECTION_FAILING = "connection-failing";
    private static final Pattern OURS =
            Pattern.compile(CLASSIFICATION + "\\.(connector-.+|replication-.+|paused|" + CONNECTION_FAILING + ")");

    public static List<StitchTag> of(LineageMessage.Source source) {
        List<StitchTag> tags = new ArrayList<>();
        if (source.type() != null && !source.type().isBlank()) {
            String connector = source.type().replaceFirst("^platform\\.", "");
            tags.add(new StitchTag(
                    "connector-" + word(connector), "Replicated by the Stitch connector " + connector + "."));
        }
        if (!source.active()) {
            tags.add(
                    new StitchTag("paused", "Paused in Stitch, by a user or by Stitch itself: nothing is replicated."));
        }
        if (Boolean.TRUE.equals(source.connectionFailing())) {
            tags.add(new StitchTag(CONNECTION_FAILING, "The last connection check in Stitch failed."));
        }
        return tags;
    }

    public static List<StitchTag> of(LineageMessage.Stream stream) {
        String method = stream.replicationMethod();
        return method == null || method.isBlank()
                ? List.of()
                : List.of(new StitchTag(
                        "replication-" + word(method), "Replicated by Stitch with the method " + method + "."));
    }

    /**
     * Whether a tag is one that this connector sets, and takes off again when it no longer holds.
     *
     * @param source     whose connection check may be unknown: then nothing is known against the tag for it
     * @param sameSource whether the tag was set for this source, and not for one that had its name before
     */
    public static boolean isOurs(String tagFqn, LineageMessage.Source source, boolean sameSource) {
        boolean unknown = sameSource
                && source.connectionFailing() == null
                && tagFqn.equals(CLASSIFICATION + "." + CONNECTION_FAILING);
        return OURS.matcher(tagFqn).matches() && !unknown;
    }

    public String fqn() {
        return Fqn.of(CLASSIFICATION, name);
    }

    /** As a pipeline or a task carries it. */
    public ObjectNode label() {
        return Json.MAPPER
                .createObjectNode()
                .put("tagFQN", fqn())
                .put("source", "Classification")
                .put("labelType", "Automated")
                .put("state", "Confirmed");
    }

    /** The body of PUT tag. */
    public JsonNode body() {
        return Json.MAPPER
                .createObjectNode()
                .put("classification", CLASSIFICATION)
                .put("name", name)
                .put("description", description);
    }

    /** The body of PUT classification. */
    public static JsonNode classification() {
        return Json.MAPPER
                .createObjectNode()
                .put("name", CLASSIFICATION)
                .put("description", CLASSIFICATION_DESCRIPTION);
    }

    /** Letters, digits and hyphens: {@code FULL_TABLE} gives {@code full-table}. */
    private static String word(String text) {
        String word =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return Fqn.name(word, LONGEST);
    }
}
