package io.github.stitchopenmetadata.history;

import com.fasterxml.jackson.core.type.TypeReference;
import io.github.stitchopenmetadata.text.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The rows of one source that a table of the history has: by the key of each the fingerprint of its content. Packed, because
 * an account may have a hundred thousand: the names in the keys of one source are much alike.
 *
 * @param type   the type of the source; null where it is not known
 * @param packed JSON arrays of the parts of a key with the fingerprint at the end
 */
record SentRows(String type, byte[] packed) {

    private static final TypeReference<List<List<String>>> LINES = new TypeReference<>() {};

    static final SentRows NONE = of(null, Map.of());

    static SentRows of(String type, Map<List<String>, String> fingerprints) {
        List<List<String>> lines = new ArrayList<>();
        fingerprints.forEach((key, fingerprint) -> {
            List<String> line = new ArrayList<>(key);
            line.add(fingerprint);
            lines.add(line);
        });
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            out.write(Json.bytes(lines));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new SentRows(type, packed.toByteArray());
    }

    /**
     * @return the fingerprints by key, for the caller to change
     * @throws IOException if it is broken
     */
    Map<List<String>, String> fingerprints() throws IOException {
        if (packed == null) {
            throw new IOException("there are no rows");
        }
        Map<List<String>, String> fingerprints = new LinkedHashMap<>();
        try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            for (List<String> line : Json.MAPPER.readValue(in, LINES)) {
                if (line == null || line.size() < 2 || line.contains(null)) {
                    throw new IOException("a row has no key");
                }
                fingerprints.put(List.copyOf(line.subList(0, line.size() - 1)), line.get(line.size() - 1));
            }
        }
        return fingerprints;
    }
}
