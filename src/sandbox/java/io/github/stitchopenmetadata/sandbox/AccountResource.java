package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Reads a Stitch account from a class path resource, in which what belongs to a source stands inside it. */
final class AccountResource {

    private AccountResource() {}

    static JsonNode content(String resource) {
        try (InputStream in = AccountResource.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("no resource " + resource);
            }
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }

    static StitchAccount build(JsonNode content) {
        StitchAccount.Builder account = StitchAccount.builder();
        content.path("destinations").forEach(account::addDestination);
        content.path("sources").forEach(source -> addSource(account, source.deepCopy()));
        content.path("extractions").forEach(account::addExtraction);
        content.path("loads").forEach(account::addLoad);
        return account.build();
    }

    private static void addSource(StitchAccount.Builder account, ObjectNode source) {
        long sourceId = source.path("id").asLong();
        JsonNode destination = source.remove("destination_id");
        if (destination != null) {
            account.mapSource(sourceId, destination.asLong());
        }
        JsonNode check = source.remove("last_connection_check");
        if (check != null) {
            account.addConnectionCheck(sourceId, check);
        }
        JsonNode streams = source.remove("streams");
        if (streams != null) {
            streams.forEach(stream -> addStream(account, sourceId, stream.deepCopy()));
        }
        account.addSource(source);
    }

    private static void addStream(StitchAccount.Builder account, long sourceId, ObjectNode stream) {
        JsonNode fields = stream.remove("fields");
        account.addStream(sourceId, stream, () -> new StreamSchema(fields).of(stream));
    }
}
