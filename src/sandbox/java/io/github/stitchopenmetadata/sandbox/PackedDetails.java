package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** The details of an edge. Those with many pairs of columns are compressed, since a catalog may have a million of them. */
final class PackedDetails {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MANY = 50;

    private final String pipeline;
    /** Null where they are packed. */
    private final ObjectNode plain;

    private final byte[] packed;

    private PackedDetails(String pipeline, ObjectNode plain, byte[] packed) {
        this.pipeline = pipeline;
        this.plain = plain;
        this.packed = packed;
    }

    static PackedDetails of(ObjectNode details) {
        String pipeline = details.path("pipeline").path("id").asText();
        return details.path("columnsLineage").size() < MANY
                ? new PackedDetails(pipeline, details, null)
                : new PackedDetails(pipeline, null, packed(details));
    }

    /** The id of the pipeline that the edge carries, "" for none. */
    String pipeline() {
        return pipeline;
    }

    ObjectNode json() {
        if (plain != null) {
            return plain;
        }
        try {
            return (ObjectNode) JSON.readTree(new InflaterInputStream(new ByteArrayInputStream(packed)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static byte[] packed(ObjectNode details) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
            JSON.writeValue(out, details);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }
}
