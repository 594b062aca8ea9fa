package io.github.stitchopenmetadata.catalog.pipeline;

import io.github.stitchopenmetadata.catalog.model.Catalog;
import io.github.stitchopenmetadata.catalog.model.RefusedFields;
import io.github.stitchopenmetadata.http.CallFailedException;
import java.util.Optional;

/**
 * A field of a pipeline that a server refuses with 400, although its version should know it. The rest can stand without: tags, owners,
 * a domain, the state, the schedule.
 */
record RefusedField(String name, Delivery delivery) {

    /** @return the field that the server's words name, as {@code Unrecognized field "state"} or {@code Invalid field name domains} */
    static Optional<RefusedField> in(CallFailedException refusal, Delivery delivery) {
        return RefusedFields.named(
                        refusal,
                        delivery.optionalFields().stream()
                                .filter(name -> !delivery.isWithout(name))
                                .toList())
                .map(name -> new RefusedField(name, delivery));
    }

    /** @return that pipelines go without it, for people; "" where another delivery has said so */
    String leave() {
        Catalog catalog = delivery.plan().catalog();
        boolean isNew = catalog.refusedFields().add(name);
        delivery.goesWithout(name);
        return isNew
                ? "OpenMetadata " + catalog.version() + " refuses the field " + name
                        + " of pipelines: they are written without it"
                : "";
    }
}
