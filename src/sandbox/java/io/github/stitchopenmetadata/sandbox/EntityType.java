package io.github.stitchopenmetadata.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of entities the catalog holds, with their words in paths, references and bodies. */
enum EntityType {
    PIPELINE_SERVICE("pipelineService", "services/pipelineServices", "services", null),
    DATABASE_SERVICE("databaseService", "services/databaseServices", "services", null),
    DATABASE("database", "databases", "data", DATABASE_SERVICE),
    DATABASE_SCHEMA("databaseSchema", "databaseSchemas", "data", DATABASE),
    TABLE("table", "tables", "data", DATABASE_SCHEMA),
    PIPELINE("pipeline", "pipelines", "data", PIPELINE_SERVICE),
    INGESTION_PIPELINE(
            "ingestionPipeline", "services/ingestionPipelines", "services.ingestionPipelines", PIPELINE_SERVICE),
    CLASSIFICATION("classification", "classifications", "classification", null),
    TAG("tag", "tags", "classification", CLASSIFICATION),
    USER("user", "users", "teams", null),
    TEAM("team", "teams", "teams", null),
    DOMAIN("domain", "domains", "domains", null);

    private final String word;
    private final String collection;
    private final String packageName;
    private final EntityType parent;

    EntityType(String word, String collection, String packageName, EntityType parent) {
        this.word = word;
        this.collection = collection;
        this.packageName = packageName;
        this.parent = parent;
    }

    static Optional<EntityType> of(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }

    String word() {
        return word;
    }

    String collection() {
        return collection;
    }

    EntityType parent() {
        return parent;
    }

    boolean isService() {
        return this == PIPELINE_SERVICE || this == DATABASE_SERVICE;
    }

    /** Whether a bot may put entities of this kind; people and domains are only there to be pointed at. */
    boolean isWritten() {
        return this != USER && this != TEAM && this != DOMAIN;
    }

    /** The property of a body, and the filter of a list, that names the parent. */
    String parentProperty() {
        return parent.isService() ? "service" : parent.word;
    }

    /** The simple name of the entity's class, which its fields are listed under. */
    String entityClass() {
        return word.substring(0, 1).toUpperCase() + word.substring(1);
    }

    /** The full name of the class of its PUT body, as error messages show it. */
    String createClass() {
        return "org.openmetadata.schema.api." + packageName + ".Create" + entityClass();
    }
}
