package io.github.stitchopenmetadata.catalog.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.stitchopenmetadata.text.OneLine;

/**
 * A service that an earlier version of this program made without a connection. No call is known that heals it: the server answers 500
 * to whoever changes or restores it.
 */
final class BrokenService {

    private BrokenService() {}

    /**
     * @param kind    of the service, such as {@code pipeline service}
     * @param path    of the collection, such as {@code services/pipelineServices}
     * @param service as the server gives it; a missing node where there is none
     * @param loss    what is lost with the service, as the rest of the sentence
     * @return what people have to do, "" for a service that can be written
     */
    static String told(CatalogVersion version, String kind, String path, JsonNode service, String loss) {
        return service.isMissingNode() || !version.breaksServicesWithoutConnection() || service.hasNonNull("connection")
                ? ""
                : "the " + kind + " " + OneLine.of(service.path("name").asText())
                        + " was made without a connection by an earlier version of this program: OpenMetadata "
                        + version
                        + " answers 500 to whoever changes or restores it. What stands in it can still be written. To mend it, delete the"
                        + " service for good (DELETE /api/v1/" + path + "/"
                        + OneLine.of(service.path("id").asText())
                        + "?recursive=true&hardDelete=true), and run once more: " + loss;
    }
}
