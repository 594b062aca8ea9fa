package io.github.stitchopenmetadata.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Checks the type of a service and its connection, which is converted to the class of that type. */
final class Connections {

    private final ServerVersion version;
    private final Bodies bodies;

    Connections(ServerVersion version, Bodies bodies) {
        this.version = version;
        this.bodies = bodies;
    }

    void check(EntityType type, ObjectNode fields) {
        String serviceType = bodies.checkValue(fields.get("serviceType"), type.entityClass() + "Type");
        if (!fields.has("connection")) {
            return;
        }
        JsonNode config = fields.get("connection").path("config");
        String connection = serviceType + "Connection";
        fields.get("connection").fieldNames().forEachRemaining(name -> {
            if (!name.equals("config")) {
                throw Refusal.badRequest("Unrecognized field \"" + name + "\" (class org.openmetadata.schema.type."
                        + type.entityClass().replace("Service", "Connection") + "), not marked as ignorable");
            }
        });
        if (!config.isObject() || !config.path("type").asText(serviceType).equals(serviceType)) {
            throw invalid(serviceType);
        }
        if (version.knowsConnection(connection)) {
            checkConfig(serviceType, connection, config);
        }
    }

    /** A service that was made without a connection cannot be written again on some servers, not even restored. */
    void requireWhole(Entity service) {
        if (version.atLeast("1.2") && !version.atLeast("1.6") && !service.body().hasNonNull("connection")) {
            throw Refusal.failure(
                    "Cannot invoke \"java.lang.Object.getConfig()\" because \"decryptedOrigConn\" is null");
        }
    }

    private void checkConfig(String serviceType, String connection, JsonNode config) {
        var known = version.properties(connection);
        config.fieldNames().forEachRemaining(name -> {
            if (!known.containsKey(name) && !version.allowsAnyProperty(connection)) {
                throw Refusal.badRequest("Failed to encrypt '" + serviceType
                        + "' connection stored in DB due to an unrecognized field: '" + name + "'");
            }
        });
        known.forEach((name, property) -> {
            if (property.required() && !config.hasNonNull(name)) {
                throw invalid(serviceType);
            }
        });
    }

    private static Refusal invalid(String serviceType) {
        return Refusal.badRequest("InvalidServiceConnectionException for service [" + serviceType
                + "] due to [Failed to encrypt connection instance of " + serviceType + "].");
    }
}
