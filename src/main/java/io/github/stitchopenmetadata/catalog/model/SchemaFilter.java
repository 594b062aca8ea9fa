package io.github.stitchopenmetadata.catalog.model;

import java.util.List;

/**
 * Which schemas of the catalog come into question.
 *
 * @param serviceTypes of the database service, or null for any
 * @param service      the only service, or null for any
 */
public record SchemaFilter(List<String> serviceTypes, String service) {

    boolean allows(Schema schema) {
        return (serviceTypes == null || serviceTypes.contains(schema.serviceType()))
                && (service == null || service.equals(schema.service()));
    }
}
